package io.github.telnyxotp;

/**
 * Whose challenge it is and what for. Only an equal owner may submit a code (SEC-02,
 * SEC-35).
 *
 * @param subject stable name of the account, as {@code Authentication.getName()} gives it
 * @param purpose what the challenge is for
 * @since 0.1
 */
public record Owner(String subject, Purpose purpose) {

	/**
	 * Whether only a phone was named and nothing is proved: nobody knows the account, and
	 * no answer may tell whether there is one (SEC-26).
	 * @return {@code true} at a login by phone
	 */
	public boolean isVisitor() {
		return this.purpose == Purpose.LOGIN;
	}

}
