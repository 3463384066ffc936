package io.github.telnyxotp.attack;

import java.util.List;

/**
 * How one gets to the code page of an application. Two are ready; an application with
 * another login brings its own.
 *
 * @since 0.1
 */
public interface Entrance {

	/**
	 * Walks up to the code page: afterwards a code is on its way, if the application
	 * sends one.
	 * @param visit the browser
	 * @param account who walks in
	 * @return the answer to the request that starts the challenge
	 */
	Response enter(Visit visit, Account account);

	/**
	 * Somebody in whose name a pumper orders messages.
	 * @param index 0, 1, 2 and so on
	 * @return the account or the number
	 */
	Account stranger(int index);

	/**
	 * A customer whom attackers aim at: somebody else than the real users.
	 * @param index 0, 1, 2 and so on
	 * @return the account
	 */
	Account victim(int index);

	/**
	 * Somebody who is no customer.
	 * @param index 0, 1, 2 and so on; never the number of a customer
	 * @return an account that does not exist
	 */
	Account unknown(int index);

	/**
	 * Form login with a password, as Spring Security has it: {@code /login} with the
	 * fields {@code username} and {@code password}. Attackers know some passwords.
	 * @param stolen the accounts whose passwords the attackers know
	 * @return the entrance
	 */
	static Entrance password(Account... stolen) {
		return new PasswordEntrance(List.of(stolen));
	}

	/**
	 * Login with a phone and nothing else: {@code /login/phone} with the field
	 * {@code phone}. Strangers have the numbers from +12025550000 on.
	 * @param victims customers whose numbers the attackers know
	 * @return the entrance
	 */
	static Entrance phone(Account... victims) {
		return new PhoneEntrance(List.of(victims));
	}

}
