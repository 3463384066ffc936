package io.github.telnyxotp.store.redis;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What time it is in Redis, by the last answer and what has passed since by a clock that
 * only runs forward; never by the clock of this node (SEC-54). It is a guess: each script
 * refuses one that is wrong by more than a second. Safe for use by many threads.
 */
final class RedisTime {

	private final AtomicReference<@Nullable Heard> last = new AtomicReference<>();

	private final LongSupplier nanoTime;

	private final @Nullable InstantSource still;

	RedisTime(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.still = null;
	}

	/** For tests, in which time is what the test says. */
	RedisTime(InstantSource still) {
		this.nanoTime = () -> 0;
		this.still = still;
	}

	/** Redis said what time it is. */
	void heard(long micros) {
		this.last.set(new Heard(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), this.nanoTime.getAsLong()));
	}

	/** The time that Redis said, as rules see it. */
	Instant at(long micros) {
		return (this.still != null) ? this.still.instant() : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
	}

	/** What time it should be there, or {@code null} if it never answered. */
	@Nullable Instant now() {
		if (this.still != null) {
			return this.still.instant();
		}
		Heard heard = this.last.get();
		return (heard != null) ? heard.time().plusNanos(this.nanoTime.getAsLong() - heard.at()) : null;
	}

	static long micros(Instant instant) {
		return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
	}

	/** Of two that are not the same instant, never the earlier for the later. */
	static long microsUp(Instant instant) {
		return micros(instant.plusNanos(999));
	}

	/**
	 * What Redis said.
	 *
	 * @param time its time
	 * @param at when this node heard it, in nanoseconds of no particular clock
	 */
	private record Heard(Instant time, long at) {
	}

}
