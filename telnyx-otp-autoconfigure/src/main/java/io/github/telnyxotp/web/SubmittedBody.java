package io.github.telnyxotp.web;

import java.util.List;
import java.util.Optional;

import org.springframework.http.MediaType;

/**
 * What programs post as JSON and people as a form.
 */
final class SubmittedBody {

	private SubmittedBody() {
	}

	static boolean isJson(Exchange exchange) {
		String type = exchange.header("Content-Type");
		return type != null && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(type));
	}

	/** The only value of a field, or nothing if it is missing or there are several. */
	static Optional<String> only(Exchange exchange, String name) {
		List<String> values = exchange.form(name);
		return (values.size() == 1) ? Optional.of(values.get(0)) : Optional.empty();
	}

}
