package io.github.telnyxotp.store;

import io.github.telnyxotp.limit.pumping.Tally;
import io.github.telnyxotp.limit.pumping.TallyKey;
import io.github.telnyxotp.limit.pumping.TallyRule;

/**
 * Keeps what the rules against pumping remember, and an extension point. Safe for use by
 * many threads. The store tells the time.
 * <p>
 * A tally is kept for {@link Tally#keepFor()} after its last change and never forgotten
 * before (SEC-57). A full store creates no new keys: these share one tally for each rule,
 * which starts as {@link Tally#shared}.
 *
 * @since 0.1
 */
public interface TallyStore {

	/**
	 * Applies a rule, alone for this key. If the rule throws, nothing changes.
	 * @param key which tally
	 * @param rule what to decide; may be applied more than once, of which only the last
	 * counts
	 * @param <R> type of the answer
	 * @return the answer of the rule
	 * @throws StoreUnavailableException if the tally cannot be read or kept now
	 */
	<R> R apply(TallyKey key, TallyRule<R> rule);

}
