package io.github.telnyxotp.limit.pumping;

import java.time.Duration;

/**
 * What a rule against pumping remembers under one key. Immutable and bounded. It never
 * prints what it holds.
 *
 * @since 0.1
 */
public sealed interface Tally permits BudgetTally, SequenceTally, SpreadTally, ConversionTally {

	/**
	 * How long after its last change it still matters.
	 * @return more than zero
	 */
	Duration keepFor();

	/**
	 * What all keys share for which a full store has no place (SEC-57).
	 * @param rule whose keys
	 * @return an empty tally that knows that it is shared
	 */
	static Tally shared(PumpingRule rule) {
		return switch (rule) {
			case COUNTRY, PREFIX, NETWORK -> BudgetTally.SHARED;
			case SEQUENCE -> SequenceTally.NONE;
			case SPREAD -> SpreadTally.NONE;
			case CONVERSION -> ConversionTally.NONE;
		};
	}

}
