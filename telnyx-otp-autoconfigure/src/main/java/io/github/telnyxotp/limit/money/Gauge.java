package io.github.telnyxotp.limit.money;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Measures how much of its money each lane has spent.
 */
final class Gauge {

	private final BudgetPolicy policy;

	Gauge(BudgetPolicy policy) {
		this.policy = policy;
	}

	/** Whether the price is no more than what the lane has left in every period. */
	boolean fits(Spend spend, Lane lane, Money price) {
		return levels(spend, lane).stream()
			.allMatch((level) -> level.spent().plus(price).compareTo(level.budget()) <= 0);
	}

	/** Brings every lane to the step where it belongs. */
	Spend settled(Spend spend) {
		Spend latter = spend;
		for (Lane lane : Lane.values()) {
			latter = latter.with(lane, step(latter.step(lane), levels(latter, lane)));
		}
		return latter;
	}

	List<StepChange> changes(Spend former, Spend latter) {
		List<StepChange> changes = new ArrayList<>();
		for (Lane lane : Lane.values()) {
			if (former.step(lane) != latter.step(lane)) {
				levels(latter, lane).stream()
					.max(Comparator.comparingDouble(Level::used))
					.ifPresent((level) -> changes.add(new StepChange(lane, former.step(lane), latter.step(lane),
							level.period(), level.spent(), level.budget())));
			}
		}
		return List.copyOf(changes);
	}

	private Step step(Step current, List<Level> levels) {
		Step due = Step.ALL_CHANNELS;
		for (Step step : Step.values()) {
			due = begun(step, levels) ? step : due;
		}
		Step step = current;
		while (step.compareTo(due) > 0 && ended(step, levels)) {
			step = Step.values()[step.ordinal() - 1];
		}
		return (step.compareTo(due) > 0) ? step : due;
	}

	private boolean begun(Step step, List<Level> levels) {
		return levels.stream().anyMatch((level) -> level.reaches(this.policy.thresholds().begin(step)));
	}

	private boolean ended(Step step, List<Level> levels) {
		return levels.stream().noneMatch((level) -> level.reaches(this.policy.thresholds().end(step)));
	}

	private List<Level> levels(Spend spend, Lane lane) {
		List<Level> levels = new ArrayList<>();
		for (Map.Entry<Period, Money> budget : this.policy.budgets().entrySet()) {
			Period period = budget.getKey();
			Lane other = (lane == Lane.NEWCOMERS) ? Lane.KNOWN_USERS : Lane.NEWCOMERS;
			Money left = budget.getValue().less(spend.spent(period, other));
			Money share = this.policy.share(lane, budget.getValue());
			levels.add(new Level(period, spend.spent(period, lane), (left.compareTo(share) < 0) ? left : share));
		}
		return levels;
	}

	/**
	 * How far a lane is with one budget.
	 *
	 * @param period of which period
	 * @param spent what the lane has spent
	 * @param budget what it may spend
	 */
	private record Level(Period period, Money spent, Money budget) {

		boolean reaches(int percent) {
			return this.spent.micros() * 100 >= this.budget.micros() * percent;
		}

		/** Only to compare: decisions are made with whole numbers. */
		double used() {
			return (this.budget.micros() == 0) ? Double.MAX_VALUE : (double) this.spent.micros() / this.budget.micros();
		}

	}

}
