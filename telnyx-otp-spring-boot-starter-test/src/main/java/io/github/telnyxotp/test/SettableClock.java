package io.github.telnyxotp.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test moves it. Publish it as a bean, and codes expire
 * in no time. Safe for use by many threads; clocks made by {@link #withZone} show the
 * same time as this one.
 *
 * @since 0.1
 */
public final class SettableClock extends Clock {

	private final AtomicReference<Instant> now;

	private final ZoneId zone;

	private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
		this.now = now;
		this.zone = zone;
	}

	/**
	 * A clock in UTC.
	 * @param now what it shows
	 * @return the clock
	 */
	public static SettableClock at(Instant now) {
		return new SettableClock(new AtomicReference<>(now), ZoneOffset.UTC);
	}

	/**
	 * A clock in UTC that shows the present and stands still there.
	 * @return the clock
	 */
	public static SettableClock now() {
		return at(Instant.now());
	}

	/**
	 * Shows another time from now on.
	 * @param now what it shows; earlier than before is allowed
	 */
	public void set(Instant now) {
		this.now.set(now);
	}

	/**
	 * Moves on. Two threads that both do it move it by both durations.
	 * @param duration by how much; a negative one moves it back
	 * @return what it shows now
	 */
	public Instant advance(Duration duration) {
		return this.now.updateAndGet((instant) -> instant.plus(duration));
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return new SettableClock(this.now, zone);
	}

	@Override
	public String toString() {
		return "SettableClock[" + instant() + ", " + this.zone + "]";
	}

}
