package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The countries to which one client network had messages sent.
 *
 * @param countries which, oldest first
 */
record SpreadTally(List<Visited> countries) implements Tally {

	static final SpreadTally NONE = new SpreadTally(List.of());

	@Override
	public Duration keepFor() {
		boolean proven = this.countries.stream().anyMatch(Visited::proven);
		return proven ? SpreadRules.PROVEN : SpreadRules.UNPROVEN.plusHours(1);
	}

	@Override
	public String toString() {
		return "SpreadTally[]";
	}

	/**
	 * A country.
	 *
	 * @param country two-letter code
	 * @param at when it was first asked for, or last proved
	 * @param proven whether this network has submitted a right code from there
	 */
	record Visited(String country, Instant at, boolean proven) {
	}

}
