package io.github.telnyxotp.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a form carries in its body. The servlet API mixes them with the query
 * string, whose values count for nothing in a POST (SEC-23).
 */
final class SubmittedForm {

	private SubmittedForm() {
	}

	/** All values of a field, in order. */
	static List<String> values(HttpServletRequest request, String name) {
		String[] all = request.getParameterValues(name);
		if (all == null) {
			return List.of();
		}
		// The servlet specification puts those of the query string first
		return Arrays.asList(all).subList(Math.min(inQuery(request, name), all.length), all.length);
	}

	/** The first value that the query string gives to a name. */
	static @Nullable String queried(HttpServletRequest request, String name) {
		String[] all = request.getParameterValues(name);
		return (all != null && all.length > 0 && inQuery(request, name) > 0) ? all[0] : null;
	}

	private static int inQuery(HttpServletRequest request, String name) {
		String query = request.getQueryString();
		if (query == null) {
			return 0;
		}
		return (int) Arrays.stream(query.split("&")).filter((pair) -> decoded(pair).equals(name)).count();
	}

	private static String decoded(String pair) {
		String name = pair.split("=", 2)[0];
		try {
			return URLDecoder.decode(name, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return name;
		}
	}

}
