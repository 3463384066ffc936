package io.github.telnyxotp.store;

import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The time of a clock, except that it stands still while the clock is behind what it was
 * before (SEC-54). In nanoseconds since 1970, no finer than the clock's milliseconds.
 */
final class ForwardTime {

	private final InstantSource clock;

	private final AtomicLong latest;

	ForwardTime(InstantSource clock) {
		this.clock = clock;
		this.latest = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(clock.millis()));
	}

	/** Asks the clock. */
	long now() {
		long now = TimeUnit.MILLISECONDS.toNanos(this.clock.millis());
		long seen = this.latest.get();
		return (now > seen) ? this.latest.accumulateAndGet(now, Math::max) : seen;
	}

	/** What was told last. */
	long latest() {
		return this.latest.get();
	}

}
