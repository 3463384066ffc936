package io.github.telnyxotp.telnyx;

/**
 * Status of a verification as Telnyx keeps it.
 *
 * @since 0.1
 */
public enum VerificationStatus {

	/** Sent, or on its way, and not answered yet. */
	PENDING,

	/** The right code was submitted. */
	ACCEPTED,

	/** Answered wrongly. */
	INVALID,

	/** Its time is over. */
	EXPIRED,

	/** It could not be carried out. */
	ERROR,

	/** Telnyx did not say, or said a word that is not documented. */
	UNKNOWN

}
