package io.github.telnyxotp.store;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the memory of one process: one number for each counter, changed by
 * compare-and-set, no lock. It holds a bounded number of counters and, when full, refuses
 * what needs new ones instead of forgetting old ones (SEC-57).
 * <p>
 * Several counters are charged one after the other. Whoever loses a race undoes what it
 * has charged; whoever was refused while others are at it looks again, so that nobody is
 * refused because of a charge that does not last.
 *
 * @since 0.1
 */
public final class InMemoryLimitStore implements LimitStore {

	/** Far more looks than the few instructions between two charges can take. */
	private static final int PATIENCE = 1000;

	private static final int SPINS = 50;

	private final ForwardTime time;

	private final Counters counters;

	private final AtomicInteger charging = new AtomicInteger();

	private final AtomicLong undone = new AtomicLong();

	/**
	 * An empty store.
	 * @param clock the time; a step back stops it until it has caught up
	 * @param maximumSize how many counters it holds at the most, at least one
	 */
	public InMemoryLimitStore(InstantSource clock, int maximumSize) {
		if (maximumSize < 1) {
			throw new IllegalArgumentException("'maximumSize' must be at least one");
		}
		this.time = new ForwardTime(clock);
		this.counters = new Counters(this.time, maximumSize);
	}

	@Override
	public Decision take(List<Charge> charges, int cost) {
		require(cost);
		if (charges.size() == 1) {
			// Asked before the counter is looked up, so that it outlives this charge
			long now = this.time.now();
			Counter counter = this.counters.find(charges.get(0));
			if (counter != null && counter.take(now, cost) == 0) {
				return Decision.GRANTED;
			}
		}
		return takeAll(new Taking(this.time, this.counters, charges, cost));
	}

	@Override
	public void giveBack(List<Charge> charges, int cost) {
		require(cost);
		long now = this.time.now();
		for (Charge charge : charges) {
			Counter counter = this.counters.find(charge);
			if (counter != null) {
				counter.giveBack(now, now, cost);
			}
		}
	}

	/** How many counters there are. */
	int size() {
		return this.counters.size();
	}

	private Decision takeAll(Taking taking) {
		for (int look = 0; true; look++) {
			long before = this.undone.get();
			Decision refused = taking.look();
			Decision decision = (refused != null) ? refused : charge(taking);
			if (decision instanceof Decision.Granted || settled(before) || look == PATIENCE) {
				return decision;
			}
			pause(look);
		}
	}

	private Decision charge(Taking taking) {
		this.charging.incrementAndGet();
		@Nullable Decision decision = null;
		try {
			decision = taking.charge();
			return decision;
		}
		finally {
			if (!(decision instanceof Decision.Granted)) {
				this.undone.incrementAndGet();
			}
			this.charging.decrementAndGet();
		}
	}

	/** Whether every charge that was seen since then lasts. */
	private boolean settled(long before) {
		return this.charging.get() == 0 && this.undone.get() == before;
	}

	private static void pause(int look) {
		if (look < SPINS) {
			Thread.onSpinWait();
		}
		else {
			Thread.yield();
		}
	}

	private static void require(int cost) {
		if (cost < 1) {
			throw new IllegalArgumentException("'cost' must be at least one");
		}
	}

}
