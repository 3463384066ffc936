package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser as far as these tests need one: cookies, forms with their token, and
 * redirects one at a time.
 */
final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final URI site;

	private String accept = "text/html,application/xhtml+xml,*/*;q=0.8";

	Browser(int port) {
		this.site = URI.create("http://127.0.0.1:" + port);
	}

	Browser accepting(String type) {
		this.accept = type;
		return this;
	}

	HttpResponse<String> get(String path) {
		return send(request(path).GET());
	}

	/** Follows redirects as a person would. */
	HttpResponse<String> open(String path) {
		return follow(get(path));
	}

	HttpResponse<String> follow(HttpResponse<String> response) {
		return follow(response, 10);
	}

	/** Follows so many redirects, to other sites too. */
	HttpResponse<String> follow(HttpResponse<String> response, int hops) {
		HttpResponse<String> current = response;
		for (int hop = 0; current.statusCode() / 100 == 3 && hop < hops; hop++) {
			String location = current.headers().firstValue("Location").orElse("");
			current = send(request(current.uri().resolve(location).toString()).GET());
		}
		return current;
	}

	/** Submits a form whose token is read from the page it stands on. */
	HttpResponse<String> submit(String page, String path, String... fields) {
		return post(path, token(open(page)), fields);
	}

	HttpResponse<String> post(String path, String token, String... fields) {
		return send(form(path, token, fields));
	}

	private HttpRequest.Builder form(String path, String token, String... fields) {
		List<String> pairs = new ArrayList<>();
		for (int each = 0; each < fields.length; each += 2) {
			pairs.add(encode(fields[each]) + "=" + encode(fields[each + 1]));
		}
		if (!token.isEmpty()) {
			pairs.add("_csrf=" + encode(token));
		}
		return request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)));
	}

	CompletableFuture<HttpResponse<String>> postLater(String path, String token, String... fields) {
		return this.http.sendAsync(form(path, token, fields).build(), HttpResponse.BodyHandlers.ofString());
	}

	HttpResponse<String> postJson(String path, String token, String body) {
		return send(request(path).header("Content-Type", "application/json")
			.header("X-CSRF-TOKEN", token)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	HttpResponse<String> login(String user, String password) {
		return submit("/login", "/login", "username", user, "password", password);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.site.resolve(path)).header("Accept", this.accept);
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Server-sent events; to be closed by who asks. */
	HttpResponse<InputStream> stream(String path) {
		HttpRequest request = request(path).setHeader("Accept", "text/event-stream").build();
		try {
			return this.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
	}

	/** Somebody puts a cookie there. */
	void keep(String name, String value) {
		forget(name);
		HttpCookie cookie = new HttpCookie(name, value);
		cookie.setPath("/");
		cookie.setVersion(0);
		this.cookies.getCookieStore().add(this.site, cookie);
	}

	void forget(String name) {
		this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.toList()
			.forEach((cookie) -> this.cookies.getCookieStore().remove(this.site, cookie));
	}

	static String token(HttpResponse<String> page) {
		Matcher matcher = CSRF.matcher(page.body());
		return matcher.find() ? matcher.group(1) : "";
	}

	/** Where a response on this site leads. */
	static String location(HttpResponse<String> response) {
		return response.headers().firstValue("Location").orElse("").replaceFirst("^http://127\\.0\\.0\\.1:[0-9]+", "");
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
