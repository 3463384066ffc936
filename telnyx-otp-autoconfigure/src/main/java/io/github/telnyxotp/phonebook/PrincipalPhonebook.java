package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.Authentication;

/**
 * Phones that the principal brings.
 *
 * @since 0.1
 * @see PhoneNumberHolder
 */
public final class PrincipalPhonebook implements Phonebook {

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		return (authentication.getPrincipal() instanceof PhoneNumberHolder holder) ? holder.getPhoneNumbers()
				: List.of();
	}

}
