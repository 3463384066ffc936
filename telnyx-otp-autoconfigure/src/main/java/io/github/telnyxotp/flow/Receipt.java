package io.github.telnyxotp.flow;

/**
 * What became of a report about a message.
 *
 * @since 0.1
 */
public enum Receipt {

	/** It belongs to a challenge, which has taken it into account if it was news. */
	KNOWN,

	/** It belongs to no challenge that is known here, or not yet. */
	STRANGER,

	/** Nothing could be read or kept; whoever reports should do so again. */
	UNAVAILABLE

}
