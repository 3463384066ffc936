package io.github.telnyxotp.limit.money;

/**
 * How a lane degrades while its money runs out, from the mildest to the hardest. Each
 * step keeps the restrictions of those before.
 *
 * @since 0.1
 */
public enum Step {

	/** Every channel. */
	ALL_CHANNELS,

	/** Only the cheapest channel that serves the phone. */
	CHEAPEST_CHANNEL,

	/** Only phones for which a code was right before. */
	KNOWN_NUMBERS,

	/** Nothing is sent. Codes that were sent can still be submitted. */
	STOPPED

}
