package io.github.telnyxotp.limit.money;

import io.github.telnyxotp.Purpose;

/**
 * For whom money is spent. Strangers cannot use up what is kept for those whom the
 * application knows (SEC-18).
 *
 * @since 0.1
 */
public enum Lane {

	/** Sign-up, enrolment and first login by phone: anybody, and so any attacker. */
	NEWCOMERS,

	/**
	 * Second factor, step-up and recovery of accounts that have a phone, and login by a
	 * phone that was proved before.
	 */
	KNOWN_USERS;

	/**
	 * The lane of a challenge.
	 * @param purpose what the challenge is for
	 * @param knownNumber whether a code for the phone was right before; at a login by
	 * phone anybody may have typed it
	 * @return its lane
	 */
	public static Lane of(Purpose purpose, boolean knownNumber) {
		return switch (purpose) {
			case SIGN_UP, ENROLMENT -> NEWCOMERS;
			case LOGIN -> knownNumber ? KNOWN_USERS : NEWCOMERS;
			case SECOND_FACTOR, STEP_UP, RECOVERY -> KNOWN_USERS;
		};
	}

}
