package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.Authentication;

/**
 * Stores the number that somebody has just proved for the own account, and an extension
 * point: with a bean of this type people can enrol their number and change it. It is the
 * only one that gets the full numbers, so it is also the place to tell the old number and
 * another address of the account, to end its other sessions, and to note the time for
 * {@link PhoneNumberHistory} (SEC-40). Called on the thread of the request, once the code
 * was right and the account was looked up again. The phonebooks must answer with the new
 * number from then on.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneNumberEnrolment {

	/**
	 * Binds a number to the account. Whatever it throws, nothing is granted.
	 * @param user who is signed in and has proved the number
	 * @param before the numbers of the account so far, the preferred one first, empty if
	 * it had none
	 * @param proved the proved number
	 * @throws PhoneNumberRefusedException if this account cannot have this number, for
	 * example since another one has it
	 */
	void change(Authentication user, List<PhoneNumber> before, PhoneNumber proved);

}
