package io.github.telnyxotp.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Browser and system in words of ours, so that people can tell their devices apart. What
 * the browser says is only compared and never repeated.
 */
final class DeviceLabel {

	private static final int LONGEST = 512;

	/** Most browsers say that they are others too, so the order matters. */
	private static final Map<String, String> BROWSERS = ordered("Edg", "Edge", "OPR/", "Opera", "SamsungBrowser",
			"Samsung Internet", "Firefox", "Firefox", "FxiOS", "Firefox", "CriOS", "Chrome", "Chrome", "Chrome",
			"Safari", "Safari");

	private static final Map<String, String> SYSTEMS = ordered("iPhone", "iPhone", "iPad", "iPad", "Android", "Android",
			"CrOS", "ChromeOS", "Windows", "Windows", "Mac OS X", "macOS", "Linux", "Linux");

	private DeviceLabel() {
	}

	/** For example {@code Firefox, Linux}; empty if nothing is known. */
	static String of(@Nullable String userAgent) {
		if (userAgent == null || userAgent.length() > LONGEST) {
			return "";
		}
		return Stream.of(BROWSERS, SYSTEMS)
			.flatMap((words) -> words.entrySet()
				.stream()
				.filter((each) -> userAgent.contains(each.getKey()))
				.map(Map.Entry::getValue)
				.limit(1))
			.collect(Collectors.joining(", "));
	}

	private static Map<String, String> ordered(String... pairs) {
		Map<String, String> words = new LinkedHashMap<>();
		List<String> all = List.of(pairs);
		for (int each = 0; each < all.size(); each += 2) {
			words.put(all.get(each), all.get(each + 1));
		}
		return words;
	}

}
