package io.github.telnyxotp.limit;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How often something may be done. {@link Rate} says what that means exactly.
 *
 * @param name what operators call it: lower-case letters, digits and dashes
 * @param action what is limited
 * @param key whose counter is charged
 * @param limit how many, 1 to 1 000 000
 * @param window in which time, one second to 366 days
 * @param mode how serious it is
 * @since 0.1
 */
public record Limit(String name, Action action, LimitKey key, int limit, Duration window, Mode mode) {

	private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

	private static final int MOST = 1_000_000;

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	private static final Duration LONGEST = Duration.ofDays(366);

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public Limit {
		require(NAME.matcher(name).matches(), "'name' must consist of lower-case letters, digits and dashes");
		require(limit >= 1 && limit <= MOST, "'limit' must be between 1 and 1000000");
		require(window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0,
				"'window' must be between one second and 366 days");
	}

	/**
	 * The arithmetic of this limit.
	 * @return its rate
	 */
	public Rate rate() {
		return Rate.of(this.limit, this.window);
	}

	/**
	 * Whether what is over the limit is refused.
	 * @return {@code false} if it is only told
	 */
	public boolean enforced() {
		return this.mode == Mode.ENFORCE;
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
