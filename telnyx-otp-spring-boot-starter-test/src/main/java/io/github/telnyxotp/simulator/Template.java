package io.github.telnyxotp.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of HTML with places in it. A place {@code {{name}}} takes text, which is
 * escaped; a place {@code {{&name}}} takes the HTML of another template.
 */
final class Template {

	private static final Pattern PLACE = Pattern.compile("\\{\\{(&?)([a-zA-Z]+)}}");

	private final String source;

	Template(String file) {
		this.source = new String(bytes(file), StandardCharsets.UTF_8);
	}

	String with(Map<String, String> values) {
		return PLACE.matcher(this.source).replaceAll((place) -> Matcher.quoteReplacement(value(place, values)));
	}

	static byte[] bytes(String file) {
		try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(file), file)) {
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String value(MatchResult place, Map<String, String> values) {
		String value = values.get(place.group(2));
		if (value == null) {
			throw new IllegalStateException("Nothing for the place " + place.group(2));
		}
		return place.group(1).isEmpty() ? escaped(value) : value;
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;")
			.replace("<", "&lt;")
			.replace(">", "&gt;")
			.replace("\"", "&quot;")
			.replace("'", "&#39;");
	}

}
