package io.github.telnyxotp.store;

import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.limit.Rate;

/**
 * One counter of one limit: when it is empty, in the nanoseconds of its store. Changed by
 * compare-and-set alone.
 */
final class Counter extends AtomicLong {

	/** Answer of a counter that is no longer in its store. */
	static final long GONE = -1;

	private static final long serialVersionUID = 1L;

	private static final long RETIRED = Long.MIN_VALUE;

	private final transient Rate rate;

	Counter(Rate rate, long now) {
		super(now);
		this.rate = rate;
	}

	Rate rate() {
		return this.rate;
	}

	/** How long to wait until a charge fits; zero if it fits now. */
	long waitFor(long now, int cost) {
		return this.rate.waitFor(get(), now, cost);
	}

	/** Charges, and returns zero; or returns how long to wait, or that it is gone. */
	long take(long now, int cost) {
		long emptyAt = get();
		while (emptyAt != RETIRED) {
			long wait = this.rate.waitFor(emptyAt, now, cost);
			if (wait > 0) {
				return wait;
			}
			long witness = compareAndExchange(emptyAt, this.rate.charged(emptyAt, now, cost));
			if (witness == emptyAt) {
				return 0;
			}
			emptyAt = witness;
		}
		return GONE;
	}

	void giveBack(long since, long now, int cost) {
		long emptyAt = get();
		while (emptyAt != RETIRED) {
			long witness = compareAndExchange(emptyAt, this.rate.givenBack(emptyAt, since, now, cost));
			if (witness == emptyAt) {
				return;
			}
			emptyAt = witness;
		}
	}

	/** Ends a counter that is empty, so that nobody charges it any more. */
	boolean retire(long now) {
		long emptyAt = get();
		return emptyAt <= now && compareAndSet(emptyAt, RETIRED);
	}

}
