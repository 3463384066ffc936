package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The latest numbers of one prefix whose codes nobody has submitted.
 *
 * @param numbers which, oldest first
 */
record SequenceTally(List<Seen> numbers) implements Tally {

	static final SequenceTally NONE = new SequenceTally(List.of());

	@Override
	public Duration keepFor() {
		return SequenceRules.LONGEST_WINDOW;
	}

	@Override
	public String toString() {
		return "SequenceTally[]";
	}

	/**
	 * A number.
	 *
	 * @param number its last four digits, in the place of its prefix. Nobody can tell the
	 * prefix from it (SEC-30)
	 * @param at when it was asked for first
	 */
	record Seen(long number, Instant at) {

		@Override
		public String toString() {
			return "Seen[]";
		}

	}

}
