package io.github.telnyxotp;

/**
 * Whose challenge it is and what for. Only an equal owner may submit a code (SEC-02,
 * SEC-35).
 *
 * @param subject stable name of the account, as {@code Authentication.getName()} gives
 * it; at a sign-up the name that is asked for. It is told in events, so an application
 * that takes it from a form limits its length
 * @param purpose what the challenge is for
 * @param action keyed hash of the one action that the code approves, empty if it is about
 * none (SEC-38)
 * @since 0.1
 */
public record Owner(String subject, Purpose purpose, String action) {

	/**
	 * An owner whose code approves no action.
	 * @param subject stable name of the account
	 * @param purpose what the challenge is for
	 */
	public Owner(String subject, Purpose purpose) {
		this(subject, purpose, "");
	}

	/**
	 * Whether nothing is proved yet: anybody can ask. Messages and wrong codes of
	 * strangers are counted apart, so that they use up nothing of those who have shown a
	 * password (SEC-18).
	 * @return {@code true} at a login by phone, a sign-up and a recovery
	 */
	public boolean isStranger() {
		return isVisitor() || this.purpose == Purpose.SIGN_UP;
	}

	/**
	 * Whether a stranger named what may be somebody's, a phone or an account: no answer
	 * may tell whether there is one (SEC-26).
	 * @return {@code true} at a login by phone and a recovery
	 */
	public boolean isVisitor() {
		return this.purpose == Purpose.LOGIN || hidesPhone();
	}

	/**
	 * Whether an account was named and its phone is on file: no answer may tell anything
	 * about that phone, not even that there is one (SEC-26).
	 * @return {@code true} at a recovery
	 */
	public boolean hidesPhone() {
		return this.purpose == Purpose.RECOVERY;
	}

	/**
	 * Whether somebody binds a phone that no account is known to have. It may be that of
	 * a stranger.
	 * @return {@code true} at an enrolment
	 */
	public boolean enrols() {
		return this.purpose == Purpose.ENROLMENT;
	}

	/**
	 * Whether the account is known to have the phone, and a password for it was shown.
	 * What all others do bars no such owner and uses up nothing of his (SEC-18).
	 * @return {@code true} unless this is a stranger or an enrolment
	 */
	public boolean claimsPhone() {
		return !isStranger() && !enrols();
	}

	/**
	 * Whether the code approves one action and nothing else.
	 * @return {@code true} if there is an action
	 */
	public boolean approves() {
		return !this.action.isEmpty();
	}

}
