package io.github.telnyxotp.attack;

import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A browser with its own cookies, which follows no redirects by itself and puts the CSRF
 * token of the last page into each form.
 *
 * @since 0.1
 */
public final class Visit {

	private static final Pattern CSRF = Pattern.compile("<input[^>]*name=\"_csrf\"[^>]*>");

	private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");

	private final LoopbackHttp http;

	private final @Nullable InetAddress from;

	private final Map<String, String> more;

	private final Consumer<Response> watcher;

	private final Map<String, String> cookies = new ConcurrentHashMap<>();

	private final AtomicReference<String> csrf = new AtomicReference<>("");

	Visit(LoopbackHttp http, @Nullable InetAddress from, Map<String, String> more, Consumer<Response> watcher) {
		this.http = http;
		this.from = from;
		this.more = Map.copyOf(more);
		this.watcher = watcher;
	}

	/**
	 * Opens a page.
	 * @param path its path in the application, for example {@code /login}
	 * @return the answer
	 */
	public Response get(String path) {
		return exchange("GET", path, Map.of(), "");
	}

	/**
	 * Submits a form.
	 * @param path its path in the application
	 * @param fields its fields; the CSRF token is added
	 * @return the answer
	 */
	public Response post(String path, Map<String, String> fields) {
		Map<String, String> all = new TreeMap<>(fields);
		if (!this.csrf.get().isEmpty()) {
			all.putIfAbsent("_csrf", this.csrf.get());
		}
		String body = all.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return exchange("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
	}

	Response exchange(String method, String path, Map<String, String> headers, String body) {
		Map<String, String> all = new HashMap<>(this.more);
		all.put("Accept", "text/html");
		all.putAll(headers);
		if (!this.cookies.isEmpty()) {
			all.put("Cookie",
					this.cookies.entrySet()
						.stream()
						.map((cookie) -> cookie.getKey() + "=" + cookie.getValue())
						.collect(Collectors.joining("; ")));
		}
		String prefix = String.valueOf(this.http.base().getPath()).replaceFirst("/$", "");
		Response response = this.http.send(method, prefix + path, all, body, this.from);
		keep(response);
		this.watcher.accept(response);
		return response;
	}

	/** Another browser with a copy of the cookies, as a thief would have it. */
	Visit copy() {
		Visit copy = new Visit(this.http, this.from, this.more, this.watcher);
		copy.cookies.putAll(this.cookies);
		copy.csrf.set(this.csrf.get());
		return copy;
	}

	/** Another browser at the same address, with nothing in it. */
	Visit neighbour() {
		return new Visit(this.http, this.from, this.more, this.watcher);
	}

	private void keep(Response response) {
		for (String cookie : response.headers().getOrDefault("set-cookie", List.of())) {
			String[] nameAndValue = cookie.split(";", 2)[0].split("=", 2);
			this.cookies.put(nameAndValue[0], (nameAndValue.length > 1) ? nameAndValue[1] : "");
		}
		Matcher field = CSRF.matcher(response.body());
		if (field.find()) {
			Matcher value = VALUE.matcher(field.group());
			this.csrf.set(value.find() ? value.group(1) : "");
		}
	}

}
