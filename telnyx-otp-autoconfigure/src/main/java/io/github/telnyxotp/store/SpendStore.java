package io.github.telnyxotp.store;

import io.github.telnyxotp.limit.money.SpendRule;

/**
 * Keeps what was spent, and an extension point: an application may bring its own. Safe
 * for use by many threads.
 * <p>
 * It changes only through {@link #apply}: read, decide and write are one step, and the
 * store tells the time. It begins with
 * {@link io.github.telnyxotp.limit.money.Spend#NONE}.
 *
 * @since 0.1
 */
public interface SpendStore {

	/**
	 * Applies a rule, alone. If the rule throws, nothing changes.
	 * @param rule what to decide; may be applied more than once, of which only the last
	 * counts
	 * @param <R> type of the answer
	 * @return the answer of the rule
	 * @throws StoreUnavailableException if what was spent cannot be read or kept now. No
	 * message may be sent then (SEC-58)
	 */
	<R> R apply(SpendRule<R> rule);

}
