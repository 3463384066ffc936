package io.github.telnyxotp.phonebook;

import java.time.Instant;
import java.util.Optional;

import org.springframework.security.core.Authentication;

/**
 * Knows when the number of an account was last changed, and an extension point for
 * {@code telnyx.otp.enrolment.rest}. Asked on request threads whenever an action is to be
 * approved. When it throws, nothing is approved.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneNumberHistory {

	/**
	 * When the number was last changed. A first number is a change too, if the
	 * application wants its sensitive actions to rest after it.
	 * @param authentication who is signed in
	 * @return the time, empty if it never was
	 */
	Optional<Instant> lastChange(Authentication authentication);

}
