package io.github.telnyxotp.autoconfigure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpEvent;

/**
 * An event as names and harmless texts, for the log and for audit.
 */
final class OtpEventFields {

	private static final int LONGEST_NAME = 64;

	private static final int LONGEST_VALUE = 256;

	private OtpEventFields() {
	}

	/** What is particular to the event comes first. */
	static Map<String, String> of(OtpEvent event) {
		Map<String, String> fields = new LinkedHashMap<>();
		particular(event).forEach((name, value) -> fields.put(name, harmless(String.valueOf(value), LONGEST_VALUE)));
		fields.put("challenge", event.challenge());
		fields.put("user", harmless(event.owner().subject(), LONGEST_NAME));
		fields.put("purpose", event.owner().purpose().name());
		fields.put("phone", event.phone());
		fields.put("country", event.subject().country());
		fields.put("at", event.subject().at().toString());
		return Collections.unmodifiableMap(fields);
	}

	static Map<String, String> of(OtpDeviceEvent event) {
		Map<String, String> fields = new LinkedHashMap<>();
		if (event instanceof OtpDeviceEvent.Forgotten forgotten) {
			fields.put("cause", forgotten.cause().name());
		}
		fields.put("device", event.subject().device());
		fields.put("user", harmless(event.subject().account(), LONGEST_NAME));
		fields.put("label", event.subject().label());
		fields.put("at", event.subject().at().toString());
		return Collections.unmodifiableMap(fields);
	}

	private static Map<String, Object> particular(OtpEvent event) {
		Map<String, Object> fields = new LinkedHashMap<>();
		if (event instanceof OtpEvent.Resent resent) {
			fields.put("channel", resent.channel());
		}
		else if (event instanceof OtpEvent.Moved moved) {
			fields.put("from", moved.from());
			fields.put("to", moved.to());
			fields.put("cause", moved.cause());
		}
		else if (event instanceof OtpEvent.Sent sent) {
			fields.put("channel", sent.channel());
			fields.put("answer", sent.answer());
		}
		else if (event instanceof OtpEvent.Reported reported) {
			fields.put("channel", reported.channel());
			fields.put("delivery", reported.delivery());
		}
		else {
			decided(event, fields);
		}
		return fields;
	}

	private static void decided(OtpEvent event, Map<String, Object> fields) {
		if (event instanceof OtpEvent.Completed completed) {
			fields.put("status", completed.status());
		}
		else if (event instanceof OtpEvent.Verified verified) {
			fields.put("channel", (verified.channel() != null) ? verified.channel() : "unknown");
		}
		else if (event instanceof OtpEvent.Failed failed) {
			fields.put("verdict", failed.verdict());
		}
		else if (event instanceof OtpEvent.Exceeded exceeded) {
			fields.put("action", exceeded.action());
			fields.put("rule", exceeded.rule());
		}
		else if (event instanceof OtpEvent.NumberChanged changed) {
			fields.put("before", changed.before());
		}
		else if (event instanceof OtpEvent.Ended ended) {
			fields.put("state", ended.state());
		}
		else if (event instanceof OtpEvent.Refused refused) {
			fields.put("action", refused.action());
			fields.put("rule", refused.rule());
			if (refused.retryAfter() != null) {
				fields.put("retryAfter", refused.retryAfter());
			}
		}
	}

	/** A user name is what somebody typed (SEC-67). */
	private static String harmless(String text, int longest) {
		String cut = text.substring(0, Math.min(text.length(), longest));
		return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u0085\\u2028\\u2029]", "?");
	}

}
