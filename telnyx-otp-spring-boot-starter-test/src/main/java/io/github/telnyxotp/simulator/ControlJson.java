package io.github.telnyxotp.simulator;

import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * Reads the bodies of control requests strictly: a typing error in a test must not pass
 * as a setting.
 */
final class ControlJson {

	private ControlJson() {
	}

	static JsonNode read(Request request) {
		JsonNode body = Json.object(request.body());
		if (body == null) {
			throw new BadControl("The body must be a JSON object");
		}
		return body;
	}

	static void allowOnly(JsonNode node, Set<String> fields) {
		if (!node.isObject() || !fields.containsAll(node.propertyNames())) {
			throw new BadControl(
					"Allowed is an object with the fields " + String.join(", ", fields.stream().sorted().toList()));
		}
	}

	/** A text, a number or a boolean as text. */
	static String text(JsonNode node, String field) {
		JsonNode value = node.path(field);
		if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
			throw new BadControl("'" + field + "' must be a text, a number or a boolean");
		}
		return value.asString();
	}

	static long number(JsonNode node, String field, long absent) {
		JsonNode value = node.path(field);
		if (value.isMissingNode()) {
			return absent;
		}
		if (!value.isIntegralNumber() || !value.canConvertToInt()) {
			throw new BadControl("'" + field + "' must be a whole number");
		}
		return value.asLong();
	}

	static long millis(String text) {
		if (!text.matches("[0-9]{1,6}")) {
			throw new BadControl("The time must be a whole number of milliseconds");
		}
		return Long.parseLong(text);
	}

}
