package io.github.telnyxotp.phonebook;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.userdetails.UserDetails;

/**
 * Opens an account for a phone that somebody has just proved and that was nobody's, and
 * an extension point for {@code telnyx.otp.login.auto-register}. Called on the thread of
 * the request.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneNumberRegistrar {

	/**
	 * Opens an account.
	 * @param phone the proved phone
	 * @return the new account, or the one that another request has opened meanwhile
	 */
	UserDetails register(PhoneNumber phone);

}
