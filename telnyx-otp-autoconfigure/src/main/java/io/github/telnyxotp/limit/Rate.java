package io.github.telnyxotp.limit;

import java.time.Duration;

/**
 * The arithmetic of a limit: the generic cell rate algorithm on one number, the time at
 * which a counter is empty again. Pure, and makes no object. Times are nanoseconds since
 * any fixed moment.
 * <p>
 * A counter that is empty grants exactly {@code limit} at once. From then on one more
 * comes back every {@code interval}, so within any one window no more than twice the
 * limit is granted, and no more than the limit in each window for as long as demand
 * lasts. If time steps back less is granted, never more; numbers that are too large to
 * add end in a refusal.
 *
 * @param limit how many at once, at least one
 * @param interval nanoseconds after which one comes back, at least one
 * @since 0.1
 */
public record Rate(int limit, long interval) {

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is too small or both are too large
	 */
	public Rate {
		if (limit < 1 || interval < 1 || interval > Long.MAX_VALUE / limit) {
			throw new IllegalArgumentException("'limit' and 'interval' must be at least one and not too large");
		}
	}

	/**
	 * The rate of a limit. It is rounded to the side of fewer.
	 * @param limit how many
	 * @param window in which time, more than nothing
	 * @return the rate
	 */
	public static Rate of(int limit, Duration window) {
		long nanos = window.toNanos();
		return new Rate(limit, nanos / limit + ((nanos % limit == 0) ? 0 : 1));
	}

	/**
	 * Time from a full counter to an empty one: the window, rounded up. A counter that
	 * nobody has charged for so long may be forgotten.
	 * @return nanoseconds
	 */
	public long capacity() {
		return this.interval * this.limit;
	}

	/**
	 * How long to wait until a charge fits.
	 * @param emptyAt when the counter is empty; any time in the past if it is
	 * @param now the present
	 * @param cost how much is charged, at least one; more than the limit never fits
	 * @return nanoseconds, zero if it fits now
	 */
	public long waitFor(long emptyAt, long now, int cost) {
		if (cost > this.limit) {
			return capacity();
		}
		long room = (this.limit - cost) * this.interval;
		long used = used(emptyAt, now);
		return (used > room) ? used - room : 0;
	}

	/**
	 * The counter after a charge that fits.
	 * @param emptyAt when the counter was empty before
	 * @param now the present
	 * @param cost how much is charged, one to the limit
	 * @return when it is empty now
	 */
	public long charged(long emptyAt, long now, int cost) {
		long from = Math.max(emptyAt, now);
		long amount = cost * this.interval;
		return (from > Long.MAX_VALUE - amount) ? Long.MAX_VALUE : from + amount;
	}

	/**
	 * The counter after a charge was undone. What time has given back by itself since the
	 * charge is not given back again.
	 * @param emptyAt when the counter was empty before
	 * @param since when it was charged
	 * @param now the present, not before that
	 * @param cost how much was charged, one to the limit
	 * @return when it is empty now
	 */
	public long givenBack(long emptyAt, long since, long now, int cost) {
		long amount = Math.max(cost * this.interval - (now - since), 0);
		return (used(emptyAt, now) > amount) ? emptyAt - amount : Math.min(emptyAt, now);
	}

	private static long used(long emptyAt, long now) {
		if (emptyAt <= now) {
			return 0;
		}
		long used = emptyAt - now;
		return (used < 0) ? Long.MAX_VALUE : used;
	}

}
