package io.github.telnyxotp.limit.money;

import java.time.Instant;

/**
 * A decision about money: sees nothing but its arguments and has no effect, so that a
 * store may apply it again after losing a race.
 *
 * @param <R> what the decision answers
 * @since 0.1
 */
@FunctionalInterface
public interface SpendRule<R> {

	/**
	 * Decides.
	 * @param spend what was spent so far
	 * @param now the time of the store
	 * @return what to keep and what to answer
	 */
	SpendChange<R> apply(Spend spend, Instant now);

}
