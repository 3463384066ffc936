package io.github.telnyxotp;

import java.time.Duration;

/**
 * What comes of asking for a code, and what to do next. The message itself leaves later,
 * on another thread, so that this answer never depends on Telnyx (SEC-28): whether it got
 * out is told by {@link ChallengeStatus}. Values that never change.
 *
 * @since 0.1
 */
public sealed interface SendDecision {

	/**
	 * A message is on its way, or was already. Keep the challenge in the session and ask
	 * for the code.
	 *
	 * @param challenge the challenge to submit the code to
	 */
	record Granted(ChallengeId challenge) implements SendDecision {
	}

	/**
	 * Not yet: the last message is too young, or another challenge stands in the way. A
	 * code that was sent stays good. Say when to ask again.
	 *
	 * @param retryAfter time until it makes sense to ask again, more than zero
	 */
	record TooSoon(Duration retryAfter) implements SendDecision {
	}

	/**
	 * A limit or the budget is reached. A code that was sent stays good. Say when to ask
	 * again.
	 *
	 * @param retryAfter time until it makes sense to ask again, more than zero
	 */
	record Limited(Duration retryAfter) implements SendDecision {
	}

	/**
	 * This challenge sends no more. Begin another one, unless the reason is
	 * {@link Verdict.Reason#BARRED}: then only time or an administrator helps.
	 *
	 * @param reason why
	 */
	record Closed(Verdict.Reason reason) implements SendDecision {
	}

	/**
	 * No more messages for this challenge, or not over this channel. A code that was sent
	 * stays good; otherwise begin again when the time of the challenge is over.
	 */
	record Exhausted() implements SendDecision {
	}

	/**
	 * Nothing is sent to this phone: its country or kind is not served, or the risk is
	 * high that it is in the wrong hands. Ask for another number, or offer another
	 * method.
	 */
	record Refused() implements SendDecision {
	}

	/**
	 * Too much to do, or the store cannot be reached: nothing was sent. Ask again in a
	 * moment.
	 */
	record Unavailable() implements SendDecision {
	}

}
