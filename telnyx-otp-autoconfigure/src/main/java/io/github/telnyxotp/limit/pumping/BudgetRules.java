package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Budgets messages without a proof against what usually verifies there. A message counts
 * when it is decided and is cleared when its challenge verifies.
 * <p>
 * Windows slide: the slot that leaves the window counts by the part that is still in it.
 */
final class BudgetRules {

	private static final int HOURS = 25;

	private static final int DAYS = 14;

	private static final int A_DAY = 24;

	private static final double BUSY_HOURS = 6;

	private static final long HOUR = 3600;

	private final Budget budget;

	BudgetRules(Budget budget) {
		this.budget = budget;
	}

	TallyRule<Counted> send(boolean enforced) {
		return (tally, now) -> {
			BudgetTally current = of(tally);
			Duration over = over(current, now);
			if (enforced && over != null) {
				return new TallyChange<>(tally, new Counted(now, false, over));
			}
			Counts open = current.open().plus(hour(now), HOURS);
			return new TallyChange<>(new BudgetTally(open, current.verified(), current.days(), current.shared()),
					new Counted(now, true, over));
		};
	}

	/** The message did not leave after all. */
	TallyRule<Boolean> undo(Instant at) {
		return (tally, now) -> {
			BudgetTally rest = cleared(of(tally), at);
			boolean worthless = tally != null && rest.isWorthless();
			return new TallyChange<>(worthless ? null : rest, true);
		};
	}

	TallyRule<Boolean> verified(List<Instant> sent) {
		return (tally, now) -> {
			BudgetTally current = of(tally);
			for (Instant each : sent) {
				current = cleared(current, each);
			}
			if (current.shared()) {
				return new TallyChange<>(current, true);
			}
			return new TallyChange<>(new BudgetTally(current.open(), current.verified().plus(hour(now), HOURS),
					current.days().plus(hour(now) / A_DAY, DAYS), false), true);
		};
	}

	private static BudgetTally cleared(BudgetTally tally, Instant at) {
		long hour = hour(at);
		// Where the clock of the sender is not quite ours, the hour before
		long slot = (tally.open().at(hour) > 0) ? hour : hour - 1;
		return new BudgetTally(tally.open().minus(slot), tally.verified(), tally.days(), tally.shared());
	}

	private @Nullable Duration over(BudgetTally tally, Instant now) {
		Instant from = latest(tally, now);
		double daily = daily(tally, from);
		double hourly = hourly(tally, from);
		if (open(tally, from, A_DAY) + 1 > daily) {
			return untilWithin(tally, from, A_DAY, daily);
		}
		return (open(tally, from, 1) + 1 > hourly) ? untilWithin(tally, from, 1, hourly) : null;
	}

	private double daily(BudgetTally tally, Instant now) {
		double share = this.budget.dailyShare();
		double usual = Math.max(peak(tally, now), window(tally.verified(), now, A_DAY));
		return tally.shared() ? this.budget.dailyFloor() : Math.max(this.budget.dailyFloor(), share * usual);
	}

	private double hourly(BudgetTally tally, Instant now) {
		double share = this.budget.hourlyShare();
		double usual = Math.max(peak(tally, now) / BUSY_HOURS, window(tally.verified(), now, 1));
		return tally.shared() ? this.budget.hourlyFloor() : Math.max(this.budget.hourlyFloor(), share * usual);
	}

	private static double peak(BudgetTally tally, Instant now) {
		return tally.days().peak(hour(now) / A_DAY, DAYS);
	}

	private static double open(BudgetTally tally, Instant now, int hours) {
		return Math.floor(window(tally.open(), now, hours));
	}

	/**
	 * In steps, as far as the window reaches.
	 */
	private static Duration untilWithin(BudgetTally tally, Instant now, int hours, double threshold) {
		Duration step = (hours == 1) ? Duration.ofMinutes(1) : Duration.ofMinutes(10);
		Duration end = Duration.ofHours(hours + 1L);
		Duration wait = step;
		while (wait.compareTo(end) < 0 && open(tally, now.plus(wait), hours) + 1 > threshold) {
			wait = wait.plus(step);
		}
		return wait;
	}

	private static double window(Counts counts, Instant now, int hours) {
		long hour = hour(now);
		double left = 1 - (now.getEpochSecond() % HOUR) / (double) HOUR;
		return counts.sum(hour - hours + 1, hour) + counts.at(hour - hours) * left;
	}

	/** A clock that was set back waits until it has caught up. */
	private static Instant latest(BudgetTally tally, Instant now) {
		long hour = Math.max(tally.open().from(hour(now)), tally.verified().from(hour(now)));
		return (hour == hour(now)) ? now : Instant.ofEpochSecond(hour * HOUR);
	}

	private static long hour(Instant at) {
		return Math.floorDiv(at.getEpochSecond(), HOUR);
	}

	private static BudgetTally of(@Nullable Tally tally) {
		return (tally instanceof BudgetTally budget) ? budget : BudgetTally.NONE;
	}

}
