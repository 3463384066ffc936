package io.github.telnyxotp.limit.pumping;

import java.time.Duration;

/**
 * Messages to one country over one channel, in slots of ten minutes.
 *
 * @param sent all
 * @param cleared those whose challenge verified, by the slot in which they were sent
 * @param low whether the alarm has been told
 */
record ConversionTally(Counts sent, Counts cleared, boolean low) implements Tally {

	static final ConversionTally NONE = new ConversionTally(Counts.NONE, Counts.NONE, false);

	private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(2);

	@Override
	public Duration keepFor() {
		return UNTIL_FORGOTTEN;
	}

	@Override
	public String toString() {
		return "ConversionTally[low=" + this.low + "]";
	}

}
