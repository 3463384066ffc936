package io.github.telnyxotp;

/**
 * What Telnyx said of a submitted code. The mapping from HTTP is total and ends in
 * {@link #UNAVAILABLE} (SEC-52).
 *
 * @since 0.1
 */
public enum CheckAnswer {

	/** The code is the one that was sent to this phone. */
	ACCEPTED,

	/** The code is wrong. */
	WRONG,

	/** There is no live code to compare with; a new one must be sent. */
	EXPIRED,

	/** Telnyx counted too many wrong codes. */
	LOCKED,

	/** Telnyx did not say, or said something that makes no sense. */
	UNAVAILABLE,

	/** Key, account or profile is wrong. */
	MISCONFIGURED,

	/** It is certain that the question never left this machine. */
	NEVER_LEFT

}
