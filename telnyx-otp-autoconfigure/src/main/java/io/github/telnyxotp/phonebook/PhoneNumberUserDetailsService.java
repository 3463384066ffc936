package io.github.telnyxotp.phonebook;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Knows whose phone it is that somebody signs in with, and an extension point: an
 * application publishes a bean of this type. Called before every message, off the request
 * threads, and once more after the right code.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneNumberUserDetailsService {

	/**
	 * The account to which a proved phone opens the door.
	 * @param phone the phone
	 * @return the account as it is now, whether or not it may sign in
	 * @throws UsernameNotFoundException if the number is nobody's, or of more than one
	 */
	UserDetails loadUserByPhoneNumber(PhoneNumber phone) throws UsernameNotFoundException;

}
