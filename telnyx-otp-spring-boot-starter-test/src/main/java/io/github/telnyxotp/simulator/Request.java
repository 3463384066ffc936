package io.github.telnyxotp.simulator;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has been read.
 *
 * @param method the method
 * @param path the path as it was sent
 * @param segments its decoded parts
 * @param headers the headers
 * @param body the body, at most 64 KiB
 */
record Request(String method, String path, List<String> segments, Headers headers, byte[] body) {

	private static final int LONGEST_BODY = 64 * 1024;

	/** Reads a request, or returns {@code null} if its body is too long. */
	static @Nullable Request read(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
		if (body.length > LONGEST_BODY) {
			return null;
		}
		String path = exchange.getRequestURI().getRawPath();
		List<String> segments = Stream.of(path.split("/", -1)).skip(1).map(Request::decode).toList();
		return new Request(exchange.getRequestMethod(), path, segments, exchange.getRequestHeaders(), body);
	}

	boolean is(String wanted, int length) {
		return this.method.equals(wanted) && this.segments.size() == length;
	}

	/** The part of the path at a place, or an empty text behind its end. */
	String segment(int index) {
		return (index < this.segments.size()) ? this.segments.get(index) : "";
	}

	String header(String name) {
		String value = this.headers.getFirst(name);
		return (value != null) ? value : "";
	}

	Map<String, String> form() {
		Map<String, String> form = new HashMap<>();
		for (String pair : new String(this.body, StandardCharsets.UTF_8).split("&")) {
			String[] parts = pair.split("=", 2);
			form.put(decode(parts[0]), (parts.length > 1) ? decode(parts[1].replace("+", "%20")) : "");
		}
		return form;
	}

	/** Here a plus sign is a plus sign: it begins phone numbers. */
	private static String decode(String text) {
		try {
			return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	@Override
	public String toString() {
		return "Request[method=" + this.method + "]";
	}

}
