package io.github.telnyxotp.store;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.limit.money.Spend;
import io.github.telnyxotp.limit.money.SpendChange;
import io.github.telnyxotp.limit.money.SpendRule;

/**
 * Keeps what was spent in the memory of one process. Each process has a budget of its
 * own, and a new one after a restart.
 *
 * @since 0.1
 */
public final class InMemorySpendStore implements SpendStore {

	private final AtomicReference<Spend> spend = new AtomicReference<>(Spend.NONE);

	private final InstantSource clock;

	/**
	 * Nothing was spent.
	 * @param clock the time that rules see
	 */
	public InMemorySpendStore(InstantSource clock) {
		this.clock = clock;
	}

	@Override
	public <R> R apply(SpendRule<R> rule) {
		while (true) {
			Spend current = this.spend.get();
			SpendChange<R> change = rule.apply(current, this.clock.instant());
			if (this.spend.compareAndSet(current, change.spend())) {
				return change.answer();
			}
		}
	}

}
