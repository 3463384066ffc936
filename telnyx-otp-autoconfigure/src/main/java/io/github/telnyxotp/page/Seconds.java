package io.github.telnyxotp.page;

import java.time.Duration;

/**
 * Time as pages and replies tell it.
 */
final class Seconds {

	private Seconds() {
	}

	/** Whole seconds, rounded up so that whoever waits that long has waited enough. */
	static long of(Duration time) {
		return time.plusNanos(999_999_999).toSeconds();
	}

}
