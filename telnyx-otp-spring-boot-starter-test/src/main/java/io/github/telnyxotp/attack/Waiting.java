package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits in real time, for what other threads of the application do.
 */
final class Waiting {

	private static final Duration LOOK = Duration.ofMillis(20);

	private Waiting() {
	}

	static void pause(Duration duration) {
		LockSupport.parkNanos(duration.toNanos());
	}

	/** Whether something came true in time. */
	static boolean until(Duration most, BooleanSupplier condition) {
		long begun = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - begun > most.toNanos()) {
				return false;
			}
			pause(LOOK);
		}
		return true;
	}

}
