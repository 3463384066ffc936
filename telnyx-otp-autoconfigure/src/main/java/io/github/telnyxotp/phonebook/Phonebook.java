package io.github.telnyxotp.phonebook;

import java.util.Optional;

import io.github.telnyxotp.PhoneNumber;
import org.springframework.security.core.Authentication;

/**
 * Knows which phone belongs to an account, and an extension point: an application
 * publishes a bean of this type to bring its own numbers. Called on request threads, at
 * the start of a challenge and again for every submitted code (SEC-24), so it should
 * answer quickly.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Phonebook {

	/**
	 * The phone of an account. It must come from the account, never from the request.
	 * @param authentication who is signed in, with the first factor at least
	 * @return the phone, or nothing if the account has none
	 */
	Optional<PhoneNumber> find(Authentication authentication);

}
