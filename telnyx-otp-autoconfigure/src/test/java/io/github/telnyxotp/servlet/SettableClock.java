package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of the machine, moved as a test wants it.
 */
final class SettableClock implements InstantSource {

	private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

	void move(Duration by) {
		this.offset.set(by);
	}

	@Override
	public Instant instant() {
		return Instant.now().plus(this.offset.get());
	}

}
