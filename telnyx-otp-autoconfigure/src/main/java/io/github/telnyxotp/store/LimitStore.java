package io.github.telnyxotp.store;

import java.util.List;

import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;

/**
 * Keeps the counters of limits, and an extension point: an application may bring its own.
 * Safe for use by many threads. The tests of this project hold
 * {@code LimitStoreContract}, which an implementation should pass.
 * <p>
 * A counter is forgotten when it is empty again and never before: a store that is full
 * refuses what needs new counters (SEC-57). The store tells the time, and its time does
 * not run backwards (SEC-54).
 *
 * @since 0.1
 */
public interface LimitStore {

	/**
	 * Charges all or none, as one step: what is refused by one limit consumes nothing
	 * from the others (SEC-16). A limit that is only recorded refuses nothing.
	 * @param charges the counters, none twice
	 * @param cost how much each is charged, at least one
	 * @return whether it was within all limits
	 * @throws StoreUnavailableException if the store is out of reach
	 */
	Decision take(List<Charge> charges, int cost);

	/**
	 * Undoes what {@link #take} granted, for a code that was right or a message that
	 * certainly never left. To be called at once, as time gives back by itself: whoever
	 * is late by a second may be given back a second's worth too much. A counter that is
	 * forgotten by now is left alone.
	 * @param charges the counters, as they were charged
	 * @param cost how much each was charged
	 * @throws StoreUnavailableException if the store is out of reach
	 */
	void giveBack(List<Charge> charges, int cost);

}
