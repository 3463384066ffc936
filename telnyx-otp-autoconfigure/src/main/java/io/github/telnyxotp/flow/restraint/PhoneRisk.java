package io.github.telnyxotp.flow.restraint;

import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;

/**
 * Knows whether a number may be in the wrong hands, as after a change of SIM card, a port
 * or a call forwarding, and an extension point: with a bean of this type it is asked
 * before every message that the limits allow, repeated and automatic ones too (SEC-32).
 * Whoever cannot be sent a code needs another method, which the application offers. Safe
 * for use by many threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PhoneRisk {

	/**
	 * How great the risk is now. Called on the thread of a request, or on the outbox for
	 * people who sign in by phone, so whoever asks a service sets a short time-out. When
	 * it throws, the risk is high.
	 * @param phone who would get the message
	 * @param owner whose challenge it is for, and what for
	 * @return the risk
	 */
	Level of(PhoneNumber phone, Owner owner);

	/** How great the risk is. */
	enum Level {

		/** A code may be sent. */
		LOW,

		/** None is sent. */
		HIGH

	}

}
