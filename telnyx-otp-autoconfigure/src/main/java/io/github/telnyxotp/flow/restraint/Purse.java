package io.github.telnyxotp.flow.restraint;

import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.money.BudgetAnswer;
import io.github.telnyxotp.limit.money.BudgetRules;
import io.github.telnyxotp.limit.money.Reservation;
import io.github.telnyxotp.limit.money.SendWish;
import io.github.telnyxotp.limit.money.StepChange;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.SpendStore;

/**
 * The money for messages. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class Purse {

	private final BudgetRules rules;

	private final SpendStore store;

	private final KnownNumbers known;

	/**
	 * A purse.
	 * @param rules what may be spent
	 * @param store what was spent
	 * @param known which phones were proved before
	 */
	public Purse(BudgetRules rules, SpendStore store, KnownNumbers known) {
		this.rules = rules;
		this.store = store;
		this.known = known;
	}

	BudgetAnswer reserve(Traffic traffic, List<Channel> served, List<Channel> wanted) {
		boolean known = this.known.contains(traffic.phone());
		return this.store.apply(
				this.rules.reserve(new SendWish(traffic.owner().purpose(), traffic.country(), known, served, wanted)));
	}

	List<StepChange> settle(Reservation reservation) {
		return this.store.apply(this.rules.settle(reservation));
	}

	List<StepChange> refund(Reservation reservation) {
		return this.store.apply(this.rules.refund(reservation));
	}

	void proved(Traffic traffic) {
		this.known.add(traffic.phone());
	}

}
