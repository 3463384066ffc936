package io.github.telnyxotp.store;

import io.github.telnyxotp.PhoneNumber;

/**
 * Remembers which phones were proved before, for the time in which money runs out, and an
 * extension point: an application that knows better brings its own. Safe for use by many
 * threads.
 *
 * @since 0.1
 */
public interface KnownNumbers {

	/**
	 * Whether a code for this phone was right before.
	 * @param phone the phone
	 * @return {@code false} also if nobody remembers
	 * @throws StoreUnavailableException if it cannot be read now
	 */
	boolean contains(PhoneNumber phone);

	/**
	 * A code for this phone was right.
	 * @param phone the phone
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void add(PhoneNumber phone);

	/**
	 * Forgets a phone, as its owner may demand (SEC-30).
	 * @param phone the phone
	 * @throws StoreUnavailableException if that cannot be kept now
	 */
	void remove(PhoneNumber phone);

}
