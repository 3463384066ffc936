package io.github.telnyxotp;

/**
 * What a challenge was started for. A code that was asked for one purpose never serves
 * another (SEC-02).
 *
 * @since 0.1
 */
public enum Purpose {

	/** The phone is the first factor. */
	LOGIN,

	/** The phone is the second factor of somebody who is signed in already. */
	SECOND_FACTOR,

	/** A fresh proof before one sensitive operation. */
	STEP_UP,

	/** A number is bound to an account. */
	ENROLMENT,

	/** A phone of somebody who has no account yet. */
	SIGN_UP,

	/** Somebody who lost another factor comes back by phone. */
	RECOVERY

}
