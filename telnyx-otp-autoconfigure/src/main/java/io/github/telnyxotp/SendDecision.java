package io.github.telnyxotp;

import java.time.Duration;

/**
 * What comes of asking for a code. The message itself leaves later, on another thread, so
 * that this answer never depends on Telnyx (SEC-28).
 *
 * @since 0.1
 */
public sealed interface SendDecision {

	/**
	 * A message is on its way, or was already.
	 *
	 * @param challenge the challenge to submit the code to
	 */
	record Granted(ChallengeId challenge) implements SendDecision {
	}

	/**
	 * Not yet.
	 *
	 * @param retryAfter time until it makes sense to ask again, more than zero
	 */
	record TooSoon(Duration retryAfter) implements SendDecision {
	}

	/**
	 * A limit or the budget is reached.
	 *
	 * @param retryAfter time until it makes sense to ask again, more than zero
	 */
	record Limited(Duration retryAfter) implements SendDecision {
	}

	/**
	 * This challenge sends no more.
	 *
	 * @param reason why
	 */
	record Closed(Verdict.Reason reason) implements SendDecision {
	}

	/** No more messages for this challenge, or not over this channel. */
	record Exhausted() implements SendDecision {
	}

	/** Nothing is ever sent to this phone: its country or kind is not served. */
	record Refused() implements SendDecision {
	}

	/** Too much to do, or the store cannot be reached: nothing was sent. */
	record Unavailable() implements SendDecision {
	}

}
