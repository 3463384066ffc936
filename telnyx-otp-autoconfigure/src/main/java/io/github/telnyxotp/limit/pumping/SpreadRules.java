package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.telnyxotp.limit.pumping.SpreadTally.Visited;
import org.jspecify.annotations.Nullable;

/**
 * Counts the countries that one client network asks for within a day without ever
 * submitting a right code from there.
 */
final class SpreadRules {

	static final Duration UNPROVEN = Duration.ofDays(1);

	static final Duration PROVEN = Duration.ofDays(15);

	/** Countries that one network remembers. */
	static final int MOST = 32;

	private final int countries;

	SpreadRules(int countries) {
		this.countries = countries;
	}

	TallyRule<Counted> send(String country, boolean enforced) {
		return (tally, now) -> {
			List<Visited> visited = visited(tally, now);
			if (visited.stream().anyMatch((each) -> each.country().equals(country))) {
				return new TallyChange<>(new SpreadTally(visited), new Counted(now, false, null));
			}
			List<Visited> unproven = visited.stream().filter((each) -> !each.proven()).toList();
			Duration over = (unproven.size() >= this.countries) ? until(unproven, now) : null;
			if (enforced && over != null) {
				return new TallyChange<>(new SpreadTally(visited), new Counted(now, false, over));
			}
			return new TallyChange<>(new SpreadTally(with(visited, new Visited(country, now, false))),
					new Counted(now, true, over));
		};
	}

	/** The message did not leave after all. */
	TallyRule<Boolean> undo(String country) {
		return (tally, now) -> {
			List<Visited> rest = visited(tally, now).stream()
				.filter((each) -> each.proven() || !each.country().equals(country))
				.toList();
			return new TallyChange<>((tally != null && rest.isEmpty()) ? null : new SpreadTally(rest), true);
		};
	}

	TallyRule<Boolean> verified(String country) {
		return (tally, now) -> {
			List<Visited> others = visited(tally, now).stream()
				.filter((each) -> !each.country().equals(country))
				.toList();
			return new TallyChange<>(new SpreadTally(with(others, new Visited(country, now, true))), true);
		};
	}

	private Duration until(List<Visited> unproven, Instant now) {
		Visited last = unproven.get(unproven.size() - this.countries);
		return Duration.between(now, last.at().plus(UNPROVEN));
	}

	private static List<Visited> visited(@Nullable Tally tally, Instant now) {
		List<Visited> all = (tally instanceof SpreadTally spread) ? spread.countries() : List.of();
		return all.stream().filter((each) -> each.at().plus(each.proven() ? PROVEN : UNPROVEN).isAfter(now)).toList();
	}

	private static List<Visited> with(List<Visited> visited, Visited more) {
		List<Visited> all = new ArrayList<>(visited);
		all.add(more);
		return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
	}

}
