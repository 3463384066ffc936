package io.github.telnyxotp.telnyx;

/**
 * What a submitted code is compared with (D2).
 *
 * @since 0.1
 */
public enum CheckBy {

	/** Any live verification of the phone and profile. */
	PHONE_NUMBER,

	/** Exactly the newest verification. */
	VERIFICATION_ID

}
