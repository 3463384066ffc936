package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.Channel;

/**
 * Whether there is money for a message.
 *
 * @since 0.1
 */
public sealed interface BudgetAnswer {

	/**
	 * Which lanes went to another step by this.
	 * @return at most one change for each lane, mostly none
	 */
	List<StepChange> changes();

	/**
	 * There is, and it is set aside.
	 *
	 * @param reservation the money, for the first of the channels
	 * @param channels those of the wanted channels for which there was money, in the
	 * order in which they were wanted
	 * @param changes steps that changed
	 */
	record Affordable(Reservation reservation, List<Channel> channels,
			List<StepChange> changes) implements BudgetAnswer {
	}

	/**
	 * There is not. Nothing was set aside.
	 *
	 * @param lane the lane that has none
	 * @param step its step. A price that is more than what is left is refused in every
	 * step
	 * @param retryAfter time after which there would be money if nobody spent any till
	 * then, more than zero
	 * @param changes steps that changed
	 */
	record Dry(Lane lane, Step step, Duration retryAfter, List<StepChange> changes) implements BudgetAnswer {
	}

}
