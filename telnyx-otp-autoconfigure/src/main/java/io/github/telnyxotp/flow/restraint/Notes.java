package io.github.telnyxotp.flow.restraint;

import java.util.List;

import io.github.telnyxotp.limit.money.StepChange;
import io.github.telnyxotp.limit.pumping.ConversionAlarm;

/**
 * What is to be told besides a yes or no.
 *
 * @param exceeded names of rules that are only recorded and would have refused
 * @param risen names of limits for all that are only recorded and were reached just now
 * @param conversions changes of conversion
 * @param steps changes of the steps in which the budget degrades
 * @since 0.1
 */
public record Notes(List<String> exceeded, List<String> risen, List<ConversionAlarm> conversions,
		List<StepChange> steps) {

	/** Nothing to tell. */
	public static final Notes NONE = new Notes(List.of(), List.of(), List.of(), List.of());

	/**
	 * Keeps copies.
	 */
	public Notes {
		exceeded = List.copyOf(exceeded);
		risen = List.copyOf(risen);
		conversions = List.copyOf(conversions);
		steps = List.copyOf(steps);
	}

	static Notes of(List<StepChange> steps) {
		return new Notes(List.of(), List.of(), List.of(), steps);
	}

	static Notes about(List<ConversionAlarm> conversions) {
		return new Notes(List.of(), List.of(), conversions, List.of());
	}

}
