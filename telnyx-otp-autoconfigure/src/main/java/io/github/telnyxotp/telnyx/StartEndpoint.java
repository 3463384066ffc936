package io.github.telnyxotp.telnyx;

/**
 * Which operation orders a message (D1).
 *
 * @since 0.1
 */
public enum StartEndpoint {

	/**
	 * {@link #PER_CHANNEL} first; if Telnyx does not know that operation,
	 * {@link #UNIFIED}. The one that exists is remembered.
	 */
	AUTO,

	/** {@code POST /verifications/{channel}}, as the official API has it. */
	PER_CHANNEL,

	/** {@code POST /verifications} with the channel in the body. */
	UNIFIED

}
