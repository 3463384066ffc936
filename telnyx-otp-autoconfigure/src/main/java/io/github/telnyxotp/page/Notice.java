package io.github.telnyxotp.page;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What the page has to say about the step before. Only its {@link #id() id} travels in a
 * URL; the words come from the bundles (SEC-66).
 *
 * @since 0.1
 */
public enum Notice {

	/** Nothing. */
	NONE,

	/** The code was wrong. */
	WRONG,

	/** What was submitted cannot be a code. */
	MALFORMED,

	/** The code is too old; a new one can be asked for. */
	STALE,

	/** The code could not be checked or sent for now; it may be right. */
	UNAVAILABLE,

	/** No code can succeed here any more. */
	CLOSED,

	/** A code was submitted before one was sent. */
	NOT_SENT,

	/** Another code cannot be asked for yet. */
	TOO_SOON,

	/** Too many codes were asked for. */
	LIMITED,

	/** Account or phone is barred after too many wrong codes. */
	BARRED,

	/** A limit is reached, for messages or for tries. */
	TOO_MANY,

	/** Codes are not sent to this number. */
	DESTINATION,

	/** Too much is going on; try again in a moment. */
	BUSY,

	/** The form was sent from a page that is out of date. */
	OUTDATED,

	/** Another code was ordered. */
	SENT;

	/**
	 * Reads a query parameter.
	 * @param id the value, {@code null} if there is none
	 * @return the notice, {@link #NONE} for everything unknown
	 */
	public static Notice of(@Nullable String id) {
		return Arrays.stream(values()).filter((notice) -> notice.id().equals(id)).findFirst().orElse(NONE);
	}

	/**
	 * The form that may stand in a URL.
	 * @return lower case with hyphens, for example {@code too-soon}
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Whether this belongs to the input rather than to the page. */
	boolean isAboutInput() {
		return this == WRONG || this == MALFORMED;
	}

}
