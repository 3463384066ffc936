package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.util.Map;
import io.github.telnyxotp.limit.Mode;

/**
 * Which rules against pumping hold, and their numbers.
 *
 * @param modes how seriously each rule is taken; a rule that is missing only records
 * @param country budget of one country
 * @param prefix budget of one prefix, a number without its last four digits
 * @param network budget of one client network
 * @param sequence numbers that follow each other
 * @param spread countries that one network may ask for within a day without a proof, at
 * least one
 * @param conversion when to alarm
 * @since 0.1
 */
public record PumpingPolicy(Map<PumpingRule, Mode> modes, Budget country, Budget prefix, Budget network,
		Sequence sequence, int spread, Conversion conversion) {

	/** What holds unless somebody says otherwise; it only records. */
	public static final PumpingPolicy USUAL = new PumpingPolicy(Map.of(), new Budget(20, 1.5, 10, 1.5),
			new Budget(10, 1.5, 5, 1.5), new Budget(10, 1.5, 5, 1.5), new Sequence(5, 3, Duration.ofMinutes(10)), 3,
			new Conversion(0.2, 0.4, 10));

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public PumpingPolicy {
		modes = Map.copyOf(modes);
		if (spread < 1 || spread >= SpreadRules.MOST) {
			throw new IllegalArgumentException("'countries' must be between 1 and 31");
		}
	}

	/**
	 * How seriously a rule is taken.
	 * @param rule which
	 * @return its mode
	 */
	public Mode mode(PumpingRule rule) {
		return this.modes.getOrDefault(rule, Mode.RECORD_ONLY);
	}

	/**
	 * Numbers that follow each other.
	 *
	 * @param numbers how many are suspicious, 2 to 50
	 * @param gap greatest distance between two neighbours, 1 to 100
	 * @param window within which time, one second to one hour
	 */
	public record Sequence(int numbers, int gap, Duration window) {

		/**
		 * Checks the numbers.
		 * @throws IllegalArgumentException if one is out of its range
		 */
		public Sequence {
			if (numbers < 2 || numbers > 50) {
				throw new IllegalArgumentException("'numbers' must be between 2 and 50");
			}
			if (gap < 1 || gap > 100) {
				throw new IllegalArgumentException("'gap' must be between 1 and 100");
			}
			if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(SequenceRules.LONGEST_WINDOW) > 0) {
				throw new IllegalArgumentException("'window' must be between one second and one hour");
			}
		}

	}

	/**
	 * When to alarm.
	 *
	 * @param low share of verified messages below which to alarm, more than 0
	 * @param recovered share from which the alarm is over, at least {@code low} and at
	 * most 1
	 * @param samples messages that are needed to judge, at least one
	 */
	public record Conversion(double low, double recovered, int samples) {

		/**
		 * Checks the numbers.
		 * @throws IllegalArgumentException if one is out of its range
		 */
		public Conversion {
			if (!(low > 0 && low <= recovered && recovered <= 1)) {
				throw new IllegalArgumentException("'low' and 'recovered' must satisfy 0 < low <= recovered <= 1");
			}
			if (samples < 1) {
				throw new IllegalArgumentException("'samples' must be at least 1");
			}
		}

	}

}
