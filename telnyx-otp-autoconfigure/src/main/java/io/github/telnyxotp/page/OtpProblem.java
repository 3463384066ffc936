package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Why a JSON request came to nothing, as of RFC 9457.
 *
 * @param kind what went wrong
 * @param attemptsLeft how many codes may still be submitted, {@code null} to say nothing
 * @param retryAfter when to try again, {@code null} to say nothing
 * @param demand what is demanded of the phone factor, {@code null} to say nothing
 * @param links where to go on, {@code null} to say nothing
 * @since 0.1
 */
public record OtpProblem(Kind kind, @Nullable Integer attemptsLeft, @Nullable Duration retryAfter,
		@Nullable Demand demand, @Nullable OtpLinks links) {

	/**
	 * A problem that needs no further words.
	 * @param kind what went wrong
	 * @return the problem
	 */
	public static OtpProblem of(Kind kind) {
		return new OtpProblem(kind, null, null, null, null);
	}

	/**
	 * The same problem with the number of codes that are left.
	 * @param attemptsLeft how many codes may still be submitted
	 * @return another problem
	 */
	public OtpProblem withAttemptsLeft(int attemptsLeft) {
		return new OtpProblem(this.kind, attemptsLeft, this.retryAfter, this.demand, this.links);
	}

	/**
	 * The same problem with a time to wait.
	 * @param retryAfter when to try again, not negative
	 * @return another problem
	 */
	public OtpProblem withRetryAfter(Duration retryAfter) {
		return new OtpProblem(this.kind, this.attemptsLeft, retryAfter, this.demand, this.links);
	}

	/**
	 * The same problem with the links to go on.
	 * @param links where to go on
	 * @return another problem
	 */
	public OtpProblem withLinks(OtpLinks links) {
		return new OtpProblem(this.kind, this.attemptsLeft, this.retryAfter, this.demand, links);
	}

	/**
	 * The phone factor is needed and not there.
	 * @param demand what is demanded of it
	 * @param links where to get it
	 * @return the problem
	 */
	public static OtpProblem factorRequired(Demand demand, OtpLinks links) {
		return new OtpProblem(Kind.FACTOR_REQUIRED, null, null, demand, links);
	}

	/**
	 * What is demanded of the phone factor.
	 *
	 * @param factor what is wrong with it
	 * @param maxAge how long ago it may have been earned, {@code null} if that does not
	 * matter
	 * @param approval what the code is to approve, {@code null} if nothing
	 * @param channels the channels that count, empty for all
	 */
	public record Demand(Factor factor, @Nullable Duration maxAge, @Nullable String approval, Set<Channel> channels) {

		/**
		 * Makes the set unmodifiable.
		 */
		public Demand {
			channels = Set.copyOf(channels);
		}

		/**
		 * Demands the factor and nothing more.
		 * @param factor what is wrong with it
		 */
		public Demand(Factor factor) {
			this(factor, null, null, Set.of());
		}

	}

	/** What is wrong with the phone factor. */
	public enum Factor {

		/** It was never earned in this session. */
		MISSING,

		/** It was earned too long ago. */
		EXPIRED;

		String id() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/** What can go wrong. */
	public enum Kind {

		/** The code was wrong. */
		WRONG(401, "Wrong code", "The code is not right."),

		/** The request is not one that we understand. */
		MALFORMED(400, "Malformed request", "The request does not have the expected form."),

		/** The code is too old; a new one can be asked for. */
		STALE(409, "Code no longer valid", "The code is no longer valid. Ask for a new one."),

		/** The code could not be checked or sent for now; it may be right. */
		UNAVAILABLE(503, "Temporarily unavailable", "The code could not be processed now. Try again in a moment."),

		/** No code can succeed here any more. */
		CLOSED(410, "No longer possible", "This code cannot be used any more. Start again."),

		/** A code was submitted before one was sent. */
		NOT_SENT(409, "No code sent", "No code has been sent yet. Ask for one first."),

		/** Another code cannot be asked for yet. */
		TOO_SOON(429, "Too soon", "Another code cannot be asked for yet."),

		/** Too many codes were asked for. */
		LIMITED(429, "Too many requests", "Too many codes were asked for. Try again later."),

		/** Account or phone is barred after too many wrong codes. */
		BARRED(403, "Barred", "There were too many wrong codes. Ask for help."),

		/** A limit is reached, for messages or for tries. */
		TOO_MANY(429, "Too many tries", "There were too many tries. Try again later."),

		/** Codes are not sent to this number. */
		DESTINATION(409, "Number not possible", "Codes cannot be sent to this number."),

		/** Too much is going on; try again in a moment. */
		BUSY(503, "Busy", "There are too many requests at the moment. Try again shortly."),

		/** The request carries no token of this session, or an old one. */
		OUTDATED(403, "Out of date", "This page was out of date. Please try again."),

		/** No phone belongs to this account. */
		NO_PHONE(409, "No phone", "No phone is registered for this account."),

		/** Nobody is signed in, or not any more. */
		SIGN_IN_REQUIRED(401, "Sign-in required", "Sign in first."),

		/** Sensitive actions rest after a change of number. */
		RESTING(403, "Not possible yet", "The phone number was changed a short time ago. Try again later."),

		/** The phone factor is needed and not there. */
		FACTOR_REQUIRED(401, "Phone factor required", "Confirm a code that is sent to your phone.");

		private final int status;

		private final String title;

		private final String detail;

		Kind(int status, String title, String detail) {
			this.status = status;
			this.title = title;
			this.detail = detail;
		}

		/**
		 * The name that the reply uses.
		 * @return lower case with hyphens, for example {@code too-soon}
		 */
		public String id() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * The HTTP status of the reply.
		 * @return 400 to 503
		 */
		public int status() {
			return this.status;
		}

		String title() {
			return this.title;
		}

		String detail() {
			return this.detail;
		}

	}

}
