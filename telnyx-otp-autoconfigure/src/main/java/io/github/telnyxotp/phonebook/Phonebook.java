package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;
import org.springframework.security.core.Authentication;

/**
 * Knows which phones belong to an account, and an extension point: an application
 * publishes a bean of this type to bring its own numbers. Called on request threads, at
 * the start of a challenge and again for every submitted code (SEC-24), so it should
 * answer quickly.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Phonebook {

	/**
	 * The phones of an account. They must come from the account, never from the request.
	 * @param authentication who is signed in, with the first factor at least
	 * @return the phones, the preferred one first, empty if the account has none
	 */
	List<PhoneNumber> find(Authentication authentication);

}
