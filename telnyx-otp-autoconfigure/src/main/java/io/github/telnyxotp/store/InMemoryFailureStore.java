package io.github.telnyxotp.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.FailureCount;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.FailureRules;
import org.jspecify.annotations.Nullable;

/**
 * Adds failures up in the memory of one process. It holds a bounded number of counts and,
 * when full, refuses to check codes that need new ones instead of forgetting old ones
 * (SEC-57). One lock guards all: a step takes less than a microsecond, and every one of
 * them has a call to Telnyx beside it.
 *
 * @since 0.1
 */
public final class InMemoryFailureStore implements FailureStore {

	private final FailureRules rules;

	private final ForwardTime time;

	private final int maximumSize;

	private final ReentrantLock lock = new ReentrantLock();

	private final Cache<Whose, FailureCount> counts;

	/**
	 * An empty store.
	 * @param rules the decisions
	 * @param clock the time; a step back stops it until it has caught up
	 * @param maximumSize how many counts it holds at the most, at least three; an account
	 * with one phone needs three
	 */
	public InMemoryFailureStore(FailureRules rules, InstantSource clock, int maximumSize) {
		if (maximumSize < 3) {
			throw new IllegalArgumentException("'maximumSize' must be at least three");
		}
		this.rules = rules;
		this.time = new ForwardTime(clock);
		this.maximumSize = maximumSize;
		this.counts = Caffeine.newBuilder()
			.expireAfterWrite(rules.memory())
			.ticker(this.time::now)
			.executor(Runnable::run)
			.build();
	}

	@Override
	public FailureDecision reserve(@Nullable String account, PhoneNumber phone) {
		return alone(() -> {
			Instant now = now();
			if (isStopped(account, phone, now)) {
				return new FailureDecision.Stopped();
			}
			List<Whose> all = Whose.all(account, phone);
			requireRoom(all);
			all.forEach((whose) -> this.counts.put(whose, this.rules.counted(find(whose), now)));
			int most = Math.max(failures(Whose.barring(account, phone), now), failures(Whose.phone(phone), now));
			return new FailureDecision.Counted(this.rules.hardStop() - most);
		});
	}

	@Override
	public boolean stopped(@Nullable String account, PhoneNumber phone) {
		return alone(() -> isStopped(account, phone, now()));
	}

	@Override
	public void giveBack(@Nullable String account, PhoneNumber phone) {
		alone(() -> {
			// What a success has forgotten in between is not to be given back again
			if (find(Whose.one(account, phone)) != null) {
				Whose.all(account, phone).forEach((whose) -> take(whose, 1));
			}
			return true;
		});
	}

	@Override
	public void succeeded(@Nullable String account, PhoneNumber phone) {
		alone(() -> {
			FailureCount own = find(Whose.one(account, phone));
			this.counts.invalidate(Whose.one(account, phone));
			if (account != null) {
				this.counts.invalidate(Whose.account(account));
				take(Whose.phone(phone), (own != null) ? own.failures() : 0);
			}
			return true;
		});
	}

	@Override
	public void reset(String account) {
		alone(() -> {
			this.counts.invalidate(Whose.account(account));
			return true;
		});
	}

	@Override
	public void reset(PhoneNumber phone) {
		alone(() -> {
			this.counts.asMap().keySet().removeIf((whose) -> phone.equals(whose.phone()));
			return true;
		});
	}

	private <T> T alone(Supplier<T> step) {
		this.lock.lock();
		try {
			return step.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isStopped(@Nullable String account, PhoneNumber phone, Instant now) {
		return this.rules.stopped(find(Whose.barring(account, phone)), now)
				|| this.rules.stopped(find(Whose.phone(phone)), now);
	}

	private void take(Whose whose, int fewer) {
		FailureCount count = find(whose);
		FailureCount left = this.rules.without(count, fewer);
		if (left == null) {
			this.counts.invalidate(whose);
		}
		else if (!left.equals(count)) {
			this.counts.put(whose, left);
		}
	}

	/** Visitors get no more than half of it, or strangers could take all places. */
	private void requireRoom(List<Whose> all) {
		int room = all.get(0).visitor() ? this.maximumSize / 2 : this.maximumSize;
		long needed = all.stream().filter((whose) -> find(whose) == null).count();
		if (needed == 0 || this.counts.estimatedSize() + needed <= room) {
			return;
		}
		this.counts.cleanUp();
		if (this.counts.estimatedSize() + needed > room) {
			throw new StoreUnavailableException("All " + room + " places for wrong codes are taken. Raise "
					+ "telnyx.otp.counters.maximum-size if this is no attack");
		}
	}

	private @Nullable FailureCount find(Whose whose) {
		return this.counts.getIfPresent(whose);
	}

	private int failures(Whose whose, Instant now) {
		return this.rules.failures(find(whose), now);
	}

	private Instant now() {
		return Instant.EPOCH.plusNanos(this.time.now());
	}

	/**
	 * Whose failures: those of an account, of a phone, or of one at the other.
	 *
	 * @param account the account, or {@code null} for those of all
	 * @param phone the phone, or {@code null} for those at all
	 * @param visitor whether they are those of visitors, who have no account
	 */
	private record Whose(@Nullable String account, @Nullable PhoneNumber phone, boolean visitor) {

		/** All that a failure counts for. */
		static List<Whose> all(@Nullable String account, PhoneNumber phone) {
			return (account != null) ? List.of(account(account), phone(phone), one(account, phone))
					: List.of(one(null, phone));
		}

		/** What bars somebody, besides the phone. */
		static Whose barring(@Nullable String account, PhoneNumber phone) {
			return (account != null) ? account(account) : one(null, phone);
		}

		static Whose one(@Nullable String account, PhoneNumber phone) {
			return new Whose(account, phone, account == null);
		}

		static Whose account(String account) {
			return new Whose(account, null, false);
		}

		static Whose phone(PhoneNumber phone) {
			return new Whose(null, phone, false);
		}

		@Override
		public int hashCode() {
			return 31 * Objects.hashCode(this.account) + Objects.hashCode(this.phone) + (this.visitor ? 1 : 0);
		}

	}

}
