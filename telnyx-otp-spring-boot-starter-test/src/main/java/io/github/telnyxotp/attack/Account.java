package io.github.telnyxotp.attack;

/**
 * An account of the application, with the phone that its codes go to.
 *
 * @param name the user name; not used by the entrance that asks for a phone only
 * @param password the password; not used by the entrance that asks for a phone only
 * @param phone the number in E.164 form
 * @since 0.1
 */
public record Account(String name, String password, String phone) {

	/**
	 * An account in a form that prints neither password nor phone.
	 */
	public Account {
		if (!phone.matches("\\+[1-9][0-9]{6,14}")) {
			throw new IllegalArgumentException("'phone' must be in E.164 form, for example +15550100001");
		}
	}

	/**
	 * An account whose entrance asks for the phone only.
	 * @param phone the number in E.164 form
	 * @return the account
	 */
	public static Account ofPhone(String phone) {
		return new Account("", "", phone);
	}

	/** The same account, as somebody sees it who does not know the password. */
	Account guessed() {
		return new Account(this.name, "not-the-password", this.phone);
	}

	@Override
	public String toString() {
		return "Account[name=" + this.name + "]";
	}

}
