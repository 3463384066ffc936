package io.github.telnyxotp.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A question about the Verify API to which its documentation has no answer, or two. Each
 * switch chooses one of the possible answers; the value in front is the one at start.
 *
 * @since 0.1
 */
public enum Switch {

	/** Is {@code POST /v2/verifications} with a {@code type} known: false or true. */
	UNIFIED_START("false", "true|false"),

	/** Are {@code POST /v2/verifications/sms} and so on known: true or false. */
	PER_CHANNEL_START("true", "true|false"),

	/** How many digits a code has: 6, or 4 to 10. */
	CODE_LENGTH("6", "[4-9]|10"),

	/** The answer to a code that comes too late: expired or rejected. */
	EXPIRED_ANSWER("expired", "expired|rejected"),

	/** How many wrong codes a verification bears: 5, or 1 to 99. */
	MAX_ATTEMPTS("5", "[1-9][0-9]?"),

	/** The answer after too many codes: max_attempts_exceeded or rejected. */
	TOO_MANY_ANSWER("max_attempts_exceeded", "max_attempts_exceeded|rejected"),

	/** The answer to a check of nothing: 404, 422, 400 or rejected. */
	CHECK_WITHOUT_VERIFICATION("404", "404|422|400|rejected"),

	/** Is the id of an event that of its verification: false or true. */
	DATA_ID_EQUALS_VERIFICATION_ID("false", "true|false"),

	/** Does a new verification end the older ones of its phone: false or true. */
	NEW_START_INVALIDATES_OLD("false", "true|false"),

	/** Which verification a check by phone number means: newest or any. */
	BY_PHONE_MATCHES("newest", "newest|any"),

	/** The answer to a code that was accepted before: rejected, accepted or 404. */
	SECOND_CHECK_OF_ACCEPTED("rejected", "accepted|rejected|404"),

	/** The waiting time that goes with a 429 or 503: none, or seconds. */
	RETRY_AFTER("none", "none|[0-9]{1,6}"),

	/** How {@link #RETRY_AFTER} is written: seconds or date. */
	RETRY_AFTER_FORM("seconds", "seconds|date"),

	/** The header {@code x-ratelimit-reset} of a 429: none, delta or epoch. */
	RATE_LIMIT_RESET("none", "none|delta|epoch"),

	/** The code in a 429: 10011 (rate limit) or 40333 (spend limit). */
	RATE_LIMIT_CODE("10011", "10011|40333"),

	/**
	 * The code of a refused order: auto, which is 10002, for WhatsApp 41000; or 10002,
	 * 10015, 40309 or 41000.
	 */
	REFUSAL_CODE("auto", "auto|10002|10015|40309|41000"),

	/** What an error looks like: envelope, empty, html, noDetail or numericCode. */
	ERROR_BODY("envelope", "envelope|empty|html|noDetail|numericCode"),

	/** Do the times of a verification have a zone: false or true. */
	TIMESTAMPS_WITH_ZONE("false", "true|false"),

	/** Do answers and webhooks have fields that nobody knows: false or true. */
	EXTRA_FIELDS("false", "true|false"),

	/**
	 * Is the status of a pending verification a word that nobody knows: false or true.
	 */
	UNKNOWN_STATUS("false", "true|false"),

	/** The delivery status of a failure: delivery_failed or sending_failed. */
	FAILED_DELIVERY_STATUS("delivery_failed", "delivery_failed|sending_failed"),

	/**
	 * Does a message end as {@code delivery_unconfirmed}: off, or with which event it
	 * does, failed or delivered, or with none.
	 */
	DELIVERY_UNCONFIRMED("off", "off|failed|delivered|none"),

	/** Is an accepted code reported as {@code verify.completed}: false or true. */
	COMPLETED_EVENT("false", "true|false"),

	/** Does each webhook come twice: false or true. */
	DUPLICATE_WEBHOOKS("false", "true|false"),

	/** Does the end of a message come before {@code verify.sent}: false or true. */
	WEBHOOKS_OUT_OF_ORDER("false", "true|false");

	private final String initial;

	private final Pattern allowed;

	Switch(String initial, String allowed) {
		this.initial = initial;
		this.allowed = Pattern.compile(allowed);
	}

	/**
	 * The name of the switch in {@code PUT /simulator/faults}.
	 * @return the name in camel case, for example {@code expiredAnswer}
	 */
	public String id() {
		StringBuilder id = new StringBuilder();
		for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
			id.append(id.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
		}
		return id.toString();
	}

	String initial() {
		return this.initial;
	}

	String checked(String value) {
		if (!this.allowed.matcher(value).matches()) {
			throw new BadControl("'" + id() + "' must match " + this.allowed);
		}
		return value;
	}

	static Optional<Switch> of(String id) {
		return Stream.of(values()).filter((candidate) -> candidate.id().equals(id)).findFirst();
	}

}
