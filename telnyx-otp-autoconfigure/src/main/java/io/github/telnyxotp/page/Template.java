package io.github.telnyxotp.page;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Markup with places to fill. All places are filled in one pass, so a value that looks
 * like a place stays what it is.
 *
 * @param source markup with places such as <code>{{title}}</code>
 */
record Template(String source) {

	private static final Pattern PLACE = Pattern.compile("\\{\\{([A-Za-z]+)}}");

	static Template read(String name) {
		return new Template(OtpAssets.read(name));
	}

	/**
	 * Fills every place.
	 * @param values a value for each place: {@link Html} goes in as it is, everything
	 * else as escaped text
	 * @throws IllegalStateException if a place has no value
	 */
	Html fill(Map<String, ?> values) {
		return new Html(
				PLACE.matcher(this.source).replaceAll((place) -> Matcher.quoteReplacement(value(place, values))));
	}

	private static String value(MatchResult place, Map<String, ?> values) {
		Object value = values.get(place.group(1));
		if (value == null) {
			throw new IllegalStateException("No value for the place " + place.group());
		}
		return ((value instanceof Html html) ? html : Html.text(value.toString())).markup();
	}

}
