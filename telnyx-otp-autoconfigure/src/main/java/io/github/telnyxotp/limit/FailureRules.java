package io.github.telnyxotp.limit;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How wrong codes add up across challenges (SEC-12). Pure; {@code null} is a count of
 * none.
 *
 * @param hardStop failures after which nothing more is checked, 1 to 100
 * @param memory time without failures after which they are forgotten, a minute to ten
 * years
 * @since 0.1
 */
public record FailureRules(int hardStop, Duration memory) {

	private static final int MOST = 100;

	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private static final Duration LONGEST = Duration.ofDays(3660);

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public FailureRules {
		require(hardStop >= 1 && hardStop <= MOST, "'hardStop' must be between 1 and 100");
		require(memory.compareTo(SHORTEST) >= 0 && memory.compareTo(LONGEST) <= 0,
				"'memory' must be between one minute and ten years");
	}

	/**
	 * How many failures count.
	 * @param count what was counted
	 * @param now the present
	 * @return their number
	 */
	public int failures(@Nullable FailureCount count, Instant now) {
		return (count == null || !now.isBefore(count.last().plus(this.memory))) ? 0 : count.failures();
	}

	/**
	 * Whether nothing more is checked.
	 * @param count what was counted
	 * @param now the present
	 * @return whether the hard stop is reached
	 */
	public boolean stopped(@Nullable FailureCount count, Instant now) {
		return failures(count, now) >= this.hardStop;
	}

	/**
	 * One more.
	 * @param count what was counted
	 * @param now the present
	 * @return the new count
	 */
	public FailureCount counted(@Nullable FailureCount count, Instant now) {
		Instant last = (count != null && count.last().isAfter(now)) ? count.last() : now;
		return new FailureCount(failures(count, now) + 1, last);
	}

	/**
	 * Some fewer. Their time does not change: what is left is forgotten when it would
	 * have been.
	 * @param count what was counted
	 * @param fewer how many to take away
	 * @return what is left
	 */
	public @Nullable FailureCount without(@Nullable FailureCount count, int fewer) {
		return (count == null || count.failures() <= fewer) ? null
				: new FailureCount(count.failures() - fewer, count.last());
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
