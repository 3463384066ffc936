package io.github.telnyxotp.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The error answers of the API, in the form that the switches choose.
 */
final class ApiErrors {

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int UNAVAILABLE = 503;

	private static final Map<String, String> TITLES = Map.ofEntries(Map.entry("10002", "Invalid phone number"),
			Map.entry("10004", "Missing required parameter"), Map.entry("10005", "Resource not found"),
			Map.entry("10007", "Unexpected error"), Map.entry("10009", "Authentication failed"),
			Map.entry("10011", "Too many requests"), Map.entry("10015", "Bad request"),
			Map.entry("10016", "Phone number must be in +E.164 format"), Map.entry("10027", "Unprocessable entity"),
			Map.entry("10032", "Invalid value"), Map.entry("40309", "Destination country not allowed"),
			Map.entry("40333", "Spend limit reached"), Map.entry("41000", "WhatsApp error"));

	private final Switches switches;

	private final InstantSource clock;

	ApiErrors(Switches switches, InstantSource clock) {
		this.switches = switches;
		this.clock = clock;
	}

	Reply notFound() {
		return error(404, "10005", "The requested resource or URL could not be found.", null);
	}

	Reply missing(String field) {
		return error(422, "10004", "The required field '" + field + "' is missing.", "/" + field);
	}

	Reply invalid(String code, String field) {
		return error(422, code, "The field '" + field + "' is not valid.", "/" + field);
	}

	Reply error(int status, String code, String detail, @Nullable String pointer) {
		Reply reply = switch (this.switches.get(Switch.ERROR_BODY)) {
			case "empty" -> Reply.empty(status);
			case "html" -> Reply.of(status, "text/html", page(status));
			case "noDetail" -> envelope(status, Json.map("code", code, "title", title(code)));
			case "numericCode" -> envelope(status, Json.map("code", Integer.valueOf(code), "title", title(code)));
			default -> envelope(status,
					Json.map("code", code, "title", title(code), "detail", detail, "source",
							Json.map("pointer", pointer), "meta",
							Json.map("url", "https://developers.telnyx.com/docs/overview/errors/" + code)));
		};
		return withWaiting(reply);
	}

	/** What a fault answers that brings no body of its own. */
	Reply fault(int status) {
		if (status < 400) {
			return Reply.empty(status);
		}
		String code = (status == TOO_MANY_REQUESTS) ? this.switches.get(Switch.RATE_LIMIT_CODE) : "10007";
		return error(status, code, "The simulator was told to answer like this.", null);
	}

	Reply withWaiting(Reply reply) {
		Reply waiting = reply;
		String seconds = this.switches.get(Switch.RETRY_AFTER);
		boolean later = reply.status() == TOO_MANY_REQUESTS || reply.status() == UNAVAILABLE;
		if (later && !seconds.equals("none")) {
			waiting = waiting.with("Retry-After", retryAfter(Long.parseLong(seconds)));
		}
		if (reply.status() == TOO_MANY_REQUESTS && !this.switches.is(Switch.RATE_LIMIT_RESET, "none")) {
			waiting = waiting.with("x-ratelimit-reset", reset());
		}
		return waiting;
	}

	private String retryAfter(long seconds) {
		if (this.switches.is(Switch.RETRY_AFTER_FORM, "seconds")) {
			return String.valueOf(seconds);
		}
		Instant then = this.clock.instant().plusSeconds(seconds);
		return DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atZone(ZoneOffset.UTC));
	}

	private String reset() {
		long minute = 60;
		boolean delta = this.switches.is(Switch.RATE_LIMIT_RESET, "delta");
		return String.valueOf(delta ? minute : this.clock.instant().getEpochSecond() + minute);
	}

	private static Reply envelope(int status, Map<String, @Nullable Object> error) {
		return Reply.json(status, Json.map("errors", List.of(error)));
	}

	private static byte[] page(int status) {
		return ("<html><body><h1>" + status + "</h1></body></html>").getBytes(StandardCharsets.UTF_8);
	}

	private static String title(String code) {
		return TITLES.getOrDefault(code, "Error");
	}

}
