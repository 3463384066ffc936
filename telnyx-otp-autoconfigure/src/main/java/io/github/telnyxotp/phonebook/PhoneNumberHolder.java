package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;

/**
 * A principal that brings its phones, and an extension point: the {@code UserDetails} of
 * an application, or any other principal, implements it. A principal lives in sessions,
 * where no {@link PhoneNumber} belongs, and is as old as the sign-in: it keeps what it
 * needs to make the numbers, and a number that changes counts from the next sign-in on.
 * Called on request threads, so it should answer quickly.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneNumberHolder {

	/**
	 * The phones of this principal. They are what the application has on file, and proved
	 * to be this person's as far as it cares.
	 * @return the phones, the preferred one first, empty if there is none
	 */
	List<PhoneNumber> getPhoneNumbers();

}
