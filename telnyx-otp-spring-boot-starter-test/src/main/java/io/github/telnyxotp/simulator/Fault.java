package io.github.telnyxotp.simulator;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A trouble of the simulated API that applies to its next requests.
 *
 * @param status the status of the answer, 200 to 599; 0 for the ordinary answer, which is
 * then only late
 * @param count to how many requests it applies, 0 or more
 * @param delay how long the answer is held back, up to 10 minutes
 * @param body the body of the answer, or {@code null} for an error body in the form that
 * {@link Switch#ERROR_BODY} names
 * @since 0.1
 */
public record Fault(int status, int count, Duration delay, @Nullable String body) {

	/** The longest time for which anything is held back. */
	static final Duration LONGEST = Duration.ofMinutes(10);

	static final Fault NONE = new Fault(0, 0, Duration.ZERO, null);

	/**
	 * Checks the ranges.
	 * @throws IllegalArgumentException if a number is out of its range
	 */
	public Fault {
		if (status != 0 && (status < 200 || status > 599)) {
			throw new BadControl("'status' must be 0 or between 200 and 599");
		}
		if (count < 0) {
			throw new BadControl("'count' must not be negative");
		}
		requireDelay("delayMillis", delay);
	}

	/**
	 * The next requests are answered with an error.
	 * @param status the status, 200 to 599
	 * @param count to how many requests it applies
	 * @return the fault
	 */
	public static Fault status(int status, int count) {
		return new Fault(status, count, Duration.ZERO, null);
	}

	/**
	 * The next requests are carried out at once and answered late.
	 * @param delay how late, up to 10 minutes
	 * @param count to how many requests it applies
	 * @return the fault
	 */
	public static Fault late(Duration delay, int count) {
		return new Fault(0, count, delay, null);
	}

	static Duration requireDelay(String name, Duration delay) {
		if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
			throw new BadControl("'" + name + "' must be between 0 and " + LONGEST.toMillis());
		}
		return delay;
	}

	boolean answers() {
		return this.status != 0;
	}

	Fault less() {
		return (this.count <= 1) ? NONE : new Fault(this.status, this.count - 1, this.delay, this.body);
	}

}
