package io.github.telnyxotp;

/**
 * Whose challenge it is and what for. Only an equal owner may submit a code (SEC-02,
 * SEC-35).
 *
 * @param subject stable name of the account, as {@code Authentication.getName()} gives it
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
	 * Whether only a phone was named and nothing is proved: nobody knows the account, and
	 * no answer may tell whether there is one (SEC-26).
	 * @return {@code true} at a login by phone
	 */
	public boolean isVisitor() {
		return this.purpose == Purpose.LOGIN;
	}

	/**
	 * Whether the code approves one action and nothing else.
	 * @return {@code true} if there is an action
	 */
	public boolean approves() {
		return !this.action.isEmpty();
	}

}
