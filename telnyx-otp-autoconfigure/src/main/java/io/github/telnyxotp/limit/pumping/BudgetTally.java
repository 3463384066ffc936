package io.github.telnyxotp.limit.pumping;

import java.time.Duration;

/**
 * Messages and proofs of one country, prefix or network.
 *
 * @param open messages whose code nobody has submitted, by hour
 * @param verified challenges that verified, by hour
 * @param days challenges that verified, by day
 * @param shared whether all share it for whom there is no place
 */
record BudgetTally(Counts open, Counts verified, Counts days, boolean shared) implements Tally {

	static final BudgetTally NONE = new BudgetTally(Counts.NONE, Counts.NONE, Counts.NONE, false);

	static final BudgetTally SHARED = new BudgetTally(Counts.NONE, Counts.NONE, Counts.NONE, true);

	private static final Duration A_DAY = Duration.ofHours(25);

	private static final Duration HISTORY = Duration.ofDays(15);

	/** Nothing would be lost with it. */
	boolean isWorthless() {
		return !this.shared && this.open.isEmpty() && this.days.isEmpty();
	}

	@Override
	public Duration keepFor() {
		return this.days.isEmpty() ? A_DAY : HISTORY;
	}

	@Override
	public String toString() {
		return "BudgetTally[]";
	}

}
