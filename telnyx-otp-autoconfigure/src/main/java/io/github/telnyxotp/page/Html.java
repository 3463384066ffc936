package io.github.telnyxotp.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.web.util.HtmlUtils;

/**
 * Finished markup. As a type of its own it cannot be mixed up with text, which is escaped
 * wherever it goes (SEC-66).
 *
 * @param markup well-formed HTML
 */
record Html(String markup) {

	static final Html NOTHING = new Html("");

	/** No parser agrees with another on what these mean. */
	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n]]");

	static Html text(String text) {
		return new Html(HtmlUtils.htmlEscape(CONTROL.matcher(text).replaceAll("\uFFFD"), "UTF-8"));
	}

	static Html all(List<Html> parts) {
		return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
	}

}
