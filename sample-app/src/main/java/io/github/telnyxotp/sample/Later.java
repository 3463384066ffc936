package io.github.telnyxotp.sample;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Says when to come back, in the words of the pages.
 */
final class Later {

	private static final int MINUTE = 60;

	private static final int HOUR = 3600;

	private Later() {
	}

	/** Whole seconds, rounded up: who comes back then is not too early. */
	static long seconds(Duration time) {
		return time.plusNanos(999_999_999).toSeconds();
	}

	static String in(Duration time) {
		long seconds = seconds(time);
		if (seconds <= 2 * MINUTE) {
			return "in " + count(seconds, "second");
		}
		return (seconds <= 2 * HOUR) ? "in " + count(ceil(seconds, MINUTE), "minute")
				: "in " + count(ceil(seconds, HOUR), "hour");
	}

	/** As it comes back in a URL; anything else is some time. */
	static String in(@Nullable String seconds) {
		return (seconds != null && seconds.matches("[1-9][0-9]{0,7}")) ? in(Duration.ofSeconds(Long.parseLong(seconds)))
				: "later";
	}

	private static long ceil(long seconds, int unit) {
		return (seconds + unit - 1) / unit;
	}

	private static String count(long number, String unit) {
		return number + " " + unit + ((number == 1) ? "" : "s");
	}

}
