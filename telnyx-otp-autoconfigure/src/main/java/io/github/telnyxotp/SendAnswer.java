package io.github.telnyxotp;

/**
 * What came of asking Telnyx to send a code over one channel.
 *
 * @since 0.1
 */
public sealed interface SendAnswer {

	/**
	 * Telnyx took the order. Nothing is known of the delivery yet.
	 *
	 * @param verification the name of the verification at Telnyx
	 */
	record Accepted(VerificationId verification) implements SendAnswer {
	}

	/**
	 * Nothing was ordered.
	 *
	 * @param reason why not
	 */
	record Refused(Reason reason) implements SendAnswer {
	}

	/**
	 * The request may have arrived or not: a time-out, a broken connection, a server
	 * error or an answer that makes no sense. A message may be under way, so nothing is
	 * sent again by itself (SEC-47).
	 */
	record Unknown() implements SendAnswer {
	}

	/** Why nothing was ordered. */
	enum Reason {

		/** This channel does not serve this number; another channel may (D5). */
		CHANNEL,

		/** Too many requests or no money left for now: no other channel is tried. */
		THROTTLED,

		/** Key, account, profile or address is wrong: every channel would fail. */
		MISCONFIGURED,

		/** It is certain that no byte of the request left this machine. */
		NEVER_LEFT

	}

}
