package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;
import org.springframework.security.core.Authentication;

/**
 * Knows which phones belong to an account, and an extension point: an application
 * publishes beans of this type to bring its own numbers. They are asked before every
 * other source, in their order; the first source that knows a phone answers. Called on
 * request threads, at the start of a challenge and again for every submitted code
 * (SEC-24), so it should answer quickly. When it throws, nobody is sent a code and no
 * further source is asked.
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
