package io.github.telnyxotp.limit.pumping;

import java.time.Instant;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Watches which part of the codes comes back. A message is judged when it is older than
 * any challenge: before, nobody can say that its code does not come back.
 */
final class ConversionRules {

	private static final long SLOT = 600;

	/** The slot that runs, and the one before it, are too young. */
	private static final int YOUNG = 2;

	/** Two hours. */
	private static final int JUDGED = 12;

	private static final int SLOTS = YOUNG + JUDGED;

	private final PumpingPolicy.Conversion policy;

	ConversionRules(PumpingPolicy.Conversion policy) {
		this.policy = policy;
	}

	TallyRule<Optional<ConversionAlarm>> send(String country, Channel channel) {
		return (tally, now) -> {
			ConversionTally current = of(tally);
			Counts sent = current.sent().plus(slot(now), SLOTS);
			return judge(new ConversionTally(sent, current.cleared(), current.low()), country, channel, now);
		};
	}

	TallyRule<Optional<ConversionAlarm>> verified(String country, Channel channel, Instant at) {
		return (tally, now) -> {
			ConversionTally current = of(tally);
			Counts cleared = current.cleared().plus(slot(at), SLOTS);
			return judge(new ConversionTally(current.sent(), cleared, current.low()), country, channel, now);
		};
	}

	/** A message of just now never left, so nobody could submit its code. */
	TallyRule<Boolean> undo() {
		return (tally, now) -> {
			ConversionTally current = of(tally);
			long slot = slot(now);
			Counts sent = current.sent().minus((current.sent().at(slot) > 0) ? slot : slot - 1);
			return new TallyChange<>(new ConversionTally(sent, current.cleared(), current.low()), true);
		};
	}

	private TallyChange<Optional<ConversionAlarm>> judge(ConversionTally tally, String country, Channel channel,
			Instant now) {
		long last = tally.sent().from(slot(now)) - YOUNG;
		long sent = tally.sent().sum(last - JUDGED + 1, last);
		long cleared = Math.min(sent, tally.cleared().sum(last - JUDGED + 1, last));
		boolean enough = sent >= this.policy.samples();
		double bound = tally.low() ? this.policy.recovered() : this.policy.low();
		boolean low = enough ? cleared < bound * sent : tally.low();
		Optional<ConversionAlarm> alarm = (low != tally.low())
				? Optional.of(new ConversionAlarm(country, channel, low, sent, cleared)) : Optional.empty();
		return new TallyChange<>(new ConversionTally(tally.sent(), tally.cleared(), low), alarm);
	}

	private static long slot(Instant at) {
		return Math.floorDiv(at.getEpochSecond(), SLOT);
	}

	private static ConversionTally of(@Nullable Tally tally) {
		return (tally instanceof ConversionTally conversion) ? conversion : ConversionTally.NONE;
	}

}
