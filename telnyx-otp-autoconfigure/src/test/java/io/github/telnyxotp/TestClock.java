package io.github.telnyxotp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved.
 */
public final class TestClock implements InstantSource {

	private final AtomicReference<Instant> now;

	public TestClock(Instant start) {
		this.now = new AtomicReference<>(start);
	}

	@Override
	public Instant instant() {
		return this.now.get();
	}

	public void forward(Duration duration) {
		this.now.updateAndGet((instant) -> instant.plus(duration));
	}

}
