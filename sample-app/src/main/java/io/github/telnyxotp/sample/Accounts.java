package io.github.telnyxotp.sample;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.stereotype.Component;

/**
 * Opens accounts. Names are in lower case, as the manager of users compares them.
 */
@Component
class Accounts {

	private final UserDetailsManager customers;

	private final CustomerPhones phones;

	Accounts(UserDetailsManager customers, CustomerPhones phones) {
		this.customers = customers;
		this.phones = phones;
	}

	/**
	 * Opens an account. Of several at once for the same name, or with the same proof, the
	 * database lets one in. If the manager of users fails, its exception is passed on,
	 * and neither name nor proof is used.
	 * @param name in lower case
	 * @param password encoded
	 * @param phone the phone that was proved
	 * @param proof reference of the challenge that proved it; opens one account
	 * @return {@code false} if the name is taken or the proof used
	 */
	boolean open(String name, String password, PhoneNumber phone, String proof) {
		if (this.customers.userExists(name)) {
			return false;
		}
		try {
			this.phones.keep(name, phone, proof);
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
		try {
			this.customers.createUser(User.withUsername(name).password(password).roles("CUSTOMER").build());
		}
		catch (RuntimeException ex) {
			this.phones.forget(name, proof);
			throw ex;
		}
		return true;
	}

	/**
	 * Gives an account another password, after its owner proved the phone.
	 * @param name in lower case
	 * @param password encoded
	 * @throws org.springframework.security.core.userdetails.UsernameNotFoundException if
	 * there is no such account any more
	 */
	void changePassword(String name, String password) {
		UserDetails customer = this.customers.loadUserByUsername(name);
		this.customers.updateUser(User.withUserDetails(customer).password(password).build());
	}

}
