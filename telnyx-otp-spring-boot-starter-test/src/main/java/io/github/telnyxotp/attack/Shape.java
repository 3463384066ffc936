package io.github.telnyxotp.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an answer tells, without what differs each time: digits and long random words are
 * masked.
 *
 * @param status the status
 * @param headers the headers but for cookies
 * @param cookies names and attributes of cookies
 * @param body the body
 */
record Shape(int status, Map<String, String> headers, List<String> cookies, String body) {

	private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{20,}={0,2}");

	private static final Pattern DIGITS = Pattern.compile("[0-9]+");

	static Shape of(Response response) {
		Map<String, String> headers = new TreeMap<>();
		response.headers().forEach((name, values) -> headers.put(name, masked(String.join(", ", values))));
		headers.remove("set-cookie");
		List<String> cookies = response.headers()
			.getOrDefault("set-cookie", List.of())
			.stream()
			.map((cookie) -> cookie.replaceFirst("=[^;]*", ""))
			.map(Shape::masked)
			.sorted()
			.collect(Collectors.toList());
		return new Shape(response.status(), headers, cookies, masked(response.body()));
	}

	List<String> differences(Shape other) {
		List<String> differences = new ArrayList<>();
		if (this.status != other.status) {
			differences.add("status");
		}
		if (!this.headers.equals(other.headers)) {
			differences.add("headers");
		}
		if (!this.cookies.equals(other.cookies)) {
			differences.add("cookies");
		}
		if (!this.body.equals(other.body)) {
			differences.add("body");
		}
		return differences;
	}

	/** A weekday or month may change between two answers too, so dates go as a whole. */
	private static String masked(String text) {
		String undated = text.replaceAll("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4}", "#");
		return DIGITS.matcher(RANDOM.matcher(undated).replaceAll("~")).replaceAll("#");
	}

}
