package io.github.telnyxotp.limit.pumping;

/**
 * How many messages may stand open, that is without a proof, before more are too many:
 * the greatest of a constant and of shares of what verifies there.
 *
 * @param dailyFloor messages that may always be open within a day, at least one
 * @param dailyShare share of the verified challenges of the best of 14 days and of the
 * last 24 hours, from 0 to 100; 1.5 is a conversion of 40 %
 * @param hourlyFloor messages that may always be open within an hour, at least one
 * @param hourlyShare share of a sixth of the best day, and of the last hour, from 0 to
 * 100
 * @since 0.1
 */
public record Budget(int dailyFloor, double dailyShare, int hourlyFloor, double hourlyShare) {

	private static final double GREATEST_SHARE = 100;

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public Budget {
		if (dailyFloor < 1) {
			throw new IllegalArgumentException("'dailyFloor' must be at least 1");
		}
		if (hourlyFloor < 1) {
			throw new IllegalArgumentException("'hourlyFloor' must be at least 1");
		}
		if (!(dailyShare >= 0 && dailyShare <= GREATEST_SHARE)) {
			throw new IllegalArgumentException("'dailyShare' must be between 0 and 100");
		}
		if (!(hourlyShare >= 0 && hourlyShare <= GREATEST_SHARE)) {
			throw new IllegalArgumentException("'hourlyShare' must be between 0 and 100");
		}
	}

}
