package io.github.telnyxotp.limit.money;

import java.util.Map;

/**
 * The numbers by which money is spent.
 *
 * @param budgets what may be spent in all, by period. A period without a budget has no
 * bound
 * @param reserved percentage of each budget that only known users may spend, 0 to 100
 * @param thresholds where the steps begin
 * @since 0.1
 */
public record BudgetPolicy(Map<Period, Money> budgets, int reserved, Thresholds thresholds) {

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if a number is out of its range
	 */
	public BudgetPolicy {
		budgets = Map.copyOf(budgets);
		if (reserved < 0 || reserved > 100) {
			throw new IllegalArgumentException("The reserved share must be a percentage between 0 and 100");
		}
		if (budgets.containsValue(Money.ZERO)) {
			throw new IllegalArgumentException("A budget must be more than zero");
		}
	}

	/** What a lane could spend if the other one spent nothing. */
	Money share(Lane lane, Money budget) {
		return (lane == Lane.KNOWN_USERS) ? budget : budget.percent(100 - this.reserved);
	}

	/**
	 * Which percentage of its money a lane has spent when a step begins.
	 *
	 * @param cheapestChannel of {@link Step#CHEAPEST_CHANNEL}
	 * @param knownNumbers of {@link Step#KNOWN_NUMBERS}
	 * @param stop of {@link Step#STOPPED}
	 * @param hysteresis by how many points the percentage must fall below the beginning
	 * of a step before that step ends
	 */
	public record Thresholds(int cheapestChannel, int knownNumbers, int stop, int hysteresis) {

		/**
		 * Checks the numbers.
		 * @throws IllegalArgumentException if they are no percentages, or not in order
		 */
		public Thresholds {
			if (cheapestChannel < 1 || knownNumbers < cheapestChannel || stop < knownNumbers || stop > 100) {
				throw new IllegalArgumentException(
						"The steps must begin at percentages between 1 and 100, none before the one above it: "
								+ "cheapest-channel, known-numbers, stop");
			}
			if (hysteresis < 0 || hysteresis >= cheapestChannel) {
				throw new IllegalArgumentException(
						"The hysteresis must be zero or more and less than the percentage of cheapest-channel");
			}
		}

		int begin(Step step) {
			return switch (step) {
				case ALL_CHANNELS -> 0;
				case CHEAPEST_CHANNEL -> this.cheapestChannel;
				case KNOWN_NUMBERS -> this.knownNumbers;
				case STOPPED -> this.stop;
			};
		}

		int end(Step step) {
			return begin(step) - this.hysteresis;
		}

	}

}
