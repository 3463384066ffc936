package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.function.Predicate;

import io.github.telnyxotp.PhoneNumber;

/**
 * How people are treated who ask for a code before anybody knows who they are.
 *
 * @param admitted whether a code may be sent to this number now: whether it belongs to an
 * account that may sign in. Asked on the threads of the outbox, before every message
 * (SEC-13), so that no reply tells how long it took. Everybody else gets a decoy
 * @param pace a code that is not right is answered at full multiples of this, more than
 * zero
 * @since 0.1
 */
public record Visitors(Predicate<PhoneNumber> admitted, Duration pace) {

	private static final Duration USUAL_PACE = Duration.ofMillis(500);

	/** Codes are sent to every number, as at a sign-up. */
	static final Visitors EVERYBODY = new Visitors((phone) -> true, USUAL_PACE);

	/**
	 * Checks the pace.
	 * @throws IllegalArgumentException if it is not more than zero and at most five
	 * seconds
	 */
	public Visitors {
		if (pace.isNegative() || pace.isZero() || pace.compareTo(Duration.ofSeconds(5)) > 0) {
			throw new IllegalArgumentException("'pace' must be more than zero and at most five seconds");
		}
	}

}
