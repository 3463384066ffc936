package io.github.telnyxotp.challenge;

import java.time.Duration;

import io.github.telnyxotp.Verdict;

/**
 * Whether another message may be sent.
 *
 * @since 0.1
 */
public sealed interface Resend {

	/**
	 * It may, and waits to be sent.
	 *
	 * @param number which message
	 */
	record Queued(int number) implements Resend {
	}

	/**
	 * Not yet.
	 *
	 * @param retryAfter time until then
	 */
	record TooSoon(Duration retryAfter) implements Resend {
	}

	/**
	 * Never for this challenge.
	 *
	 * @param reason why not
	 */
	record Closed(Verdict.Reason reason) implements Resend {
	}

	/** No more messages for this challenge, or not over this channel. */
	record Exhausted() implements Resend {
	}

}
