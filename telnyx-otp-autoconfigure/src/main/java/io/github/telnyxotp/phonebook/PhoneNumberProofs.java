package io.github.telnyxotp.phonebook;

import java.time.Instant;
import java.util.Optional;

import io.github.telnyxotp.PhoneNumber;

/**
 * Remembers when accounts last proved their numbers, and an extension point: with a bean
 * of this type a number opens no door any more that was not proved for
 * {@code telnyx.otp.login.unused-after}. Numbers are given to other people, and whoever
 * has an old one now would otherwise sign in as its former owner (SEC-40). Safe for use
 * by many threads.
 * <p>
 * Keep it with the account. A former owner comes back with another login, and its code or
 * an enrolment proves the number anew.
 *
 * @since 0.1
 */
public interface PhoneNumberProofs {

	/**
	 * When an account last proved a number. Asked before every message of a sign-in by
	 * phone, off the request threads, and once more after the right code. When it throws,
	 * nobody signs in with the number.
	 * @param account name of the account
	 * @param phone a number of it
	 * @return the time, empty if it never did: then the number opens no door. Of an
	 * account that was opened with the number that time may be returned
	 */
	Optional<Instant> lastProof(String account, PhoneNumber phone);

	/**
	 * A code proved a number: at a sign-in by phone, as a second factor, at a step-up or
	 * at an enrolment. Called on the thread of the request. When it throws, the proof
	 * counts all the same, and is not remembered.
	 * @param account name of the account, as {@code Authentication.getName()} gives it
	 * @param phone the number
	 * @param at when
	 */
	void proved(String account, PhoneNumber phone, Instant at);

}
