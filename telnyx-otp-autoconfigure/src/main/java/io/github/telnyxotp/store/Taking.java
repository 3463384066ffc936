package io.github.telnyxotp.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import org.jspecify.annotations.Nullable;

/**
 * One request that charges several counters: first it looks at all, then it charges one
 * after the other, and undoes that if somebody was faster.
 */
final class Taking {

	private static final Duration WHEN_FULL = Duration.ofMinutes(1);

	private final ForwardTime time;

	private final Counters counters;

	private final List<Charge> charges;

	private final int cost;

	private final long now;

	private final @Nullable Counter[] taken;

	private final List<String> exceeded = new ArrayList<>(0);

	Taking(ForwardTime time, Counters counters, List<Charge> charges, int cost) {
		this.time = time;
		this.now = time.now();
		this.counters = counters;
		this.charges = charges;
		this.cost = cost;
		this.taken = new Counter[charges.size()];
	}

	/** Who would refuse this, if anybody; of several, the one that takes longest. */
	Decision.@Nullable Refused look() {
		Decision.Refused refused = null;
		int missing = 0;
		for (int each = 0; each < this.charges.size(); each++) {
			Charge charge = this.charges.get(each);
			Counter counter = charge.limit().enforced() ? this.counters.find(charge) : null;
			missing += (charge.limit().enforced() && counter == null) ? 1 : 0;
			long wait = waitFor(charge, counter);
			if (wait > 0 && (refused == null || wait > refused.retryAfter().toNanos())) {
				refused = refusal(charge, Duration.ofNanos(wait));
			}
		}
		boolean full = refused == null && missing > 0 && !this.counters.hasRoomFor(missing, this.now);
		return full ? refusal(firstMissing(), WHEN_FULL) : refused;
	}

	private long waitFor(Charge charge, @Nullable Counter counter) {
		if (counter != null) {
			return counter.waitFor(this.now, this.cost);
		}
		return charge.limit().enforced() ? charge.limit().rate().waitFor(this.now, this.now, this.cost) : 0;
	}

	private Charge firstMissing() {
		return this.charges.stream()
			.filter((charge) -> charge.limit().enforced() && this.counters.find(charge) == null)
			.findFirst()
			.orElse(this.charges.get(0));
	}

	private static Decision.Refused refusal(Charge charge, Duration wait) {
		return new Decision.Refused(charge.limit().name(), wait);
	}

	/** Charges all, or none and says who refused. */
	Decision charge() {
		this.exceeded.clear();
		for (int each = 0; each < this.charges.size(); each++) {
			Charge charge = this.charges.get(each);
			Decision.Refused refused = charge(each, charge);
			if (refused != null && charge.limit().enforced()) {
				undo();
				return refused;
			}
			if (refused != null) {
				this.exceeded.add(refused.limit());
			}
		}
		return this.exceeded.isEmpty() ? Decision.GRANTED : new Decision.Granted(this.exceeded);
	}

	private Decision.@Nullable Refused charge(int place, Charge charge) {
		Counter counter = this.counters.obtain(charge, this.now);
		while (counter != null) {
			long wait = counter.take(this.now, this.cost);
			if (wait == 0) {
				this.taken[place] = counter;
				return null;
			}
			if (wait != Counter.GONE) {
				return refusal(charge, Duration.ofNanos(wait));
			}
			this.counters.remove(charge, counter);
			counter = this.counters.obtain(charge, this.now);
		}
		return refusal(charge, WHEN_FULL);
	}

	private void undo() {
		for (int each = 0; each < this.taken.length; each++) {
			Counter counter = this.taken[each];
			if (counter != null) {
				counter.giveBack(this.now, this.time.now(), this.cost);
				this.taken[each] = null;
			}
		}
	}

}
