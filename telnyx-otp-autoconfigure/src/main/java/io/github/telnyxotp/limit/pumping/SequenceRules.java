package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.telnyxotp.limit.pumping.SequenceTally.Seen;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers that follow each other closely, whoever asks for them. A number that
 * verifies is no longer one of them.
 */
final class SequenceRules {

	static final Duration LONGEST_WINDOW = Duration.ofHours(1);

	/** Numbers that one prefix remembers. */
	static final int MOST = 64;

	private final PumpingPolicy.Sequence policy;

	SequenceRules(PumpingPolicy.Sequence policy) {
		this.policy = policy;
	}

	TallyRule<Counted> send(long number, boolean enforced) {
		return (tally, now) -> {
			List<Seen> recent = recent(tally, now);
			boolean known = recent.stream().anyMatch((seen) -> seen.number() == number);
			List<Seen> run = run(recent, number);
			int length = run.size() + 1;
			Duration over = (length >= this.policy.numbers()) ? until(run, length, now) : null;
			if (known || (enforced && over != null)) {
				return new TallyChange<>(new SequenceTally(recent), new Counted(now, false, over));
			}
			return new TallyChange<>(new SequenceTally(with(recent, new Seen(number, now))),
					new Counted(now, true, over));
		};
	}

	/** The number did not get its message after all, or it verified. */
	TallyRule<Boolean> forget(long number) {
		return (tally, now) -> {
			List<Seen> rest = recent(tally, now).stream().filter((seen) -> seen.number() != number).toList();
			return new TallyChange<>((tally != null && rest.isEmpty()) ? null : new SequenceTally(rest), true);
		};
	}

	/** The others that are chained to this number by small gaps, oldest first. */
	private List<Seen> run(List<Seen> recent, long number) {
		List<Seen> sorted = new ArrayList<>(recent);
		sorted.removeIf((seen) -> seen.number() == number);
		sorted.sort((one, other) -> Long.compare(one.number(), other.number()));
		long low = number;
		long high = number;
		List<Seen> run = new ArrayList<>();
		for (Seen seen : sorted) {
			if (seen.number() > number && seen.number() - high <= this.policy.gap()) {
				high = seen.number();
				run.add(seen);
			}
		}
		for (int index = sorted.size() - 1; index >= 0; index--) {
			Seen seen = sorted.get(index);
			if (seen.number() < number && low - seen.number() <= this.policy.gap()) {
				low = seen.number();
				run.add(seen);
			}
		}
		run.sort((one, other) -> one.at().compareTo(other.at()));
		return run;
	}

	/** Until so many have been forgotten that too few are left. */
	private Duration until(List<Seen> run, int length, Instant now) {
		Seen last = run.get(Math.min(length - this.policy.numbers(), run.size() - 1));
		return Duration.between(now, last.at().plus(this.policy.window()));
	}

	private List<Seen> recent(@Nullable Tally tally, Instant now) {
		List<Seen> all = (tally instanceof SequenceTally sequence) ? sequence.numbers() : List.of();
		Instant oldest = now.minus(this.policy.window());
		return all.stream().filter((seen) -> seen.at().isAfter(oldest)).toList();
	}

	private static List<Seen> with(List<Seen> recent, Seen seen) {
		List<Seen> more = new ArrayList<>(recent);
		more.add(seen);
		return List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size()));
	}

}
