package io.github.telnyxotp.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
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

	private static final String ACCOUNT = "failures-account";

	private static final String PHONE = "failures-phone";

	private final FailureRules rules;

	private final ForwardTime time;

	private final int maximumSize;

	private final KeyedHash hash;

	private final ReentrantLock lock = new ReentrantLock();

	private final Cache<Whose, FailureCount> counts;

	/**
	 * An empty store.
	 * @param rules the decisions
	 * @param clock the time; a step back stops it until it has caught up
	 * @param maximumSize how many counts it holds at the most, at least three; an account
	 * with one phone needs three
	 * @param hash names accounts and phones, which are not kept themselves (SEC-30)
	 */
	public InMemoryFailureStore(FailureRules rules, InstantSource clock, int maximumSize, KeyedHash hash) {
		if (maximumSize < 3) {
			throw new IllegalArgumentException("'maximumSize' must be at least three");
		}
		this.rules = rules;
		this.time = new ForwardTime(clock);
		this.maximumSize = maximumSize;
		this.hash = hash;
		this.counts = Caffeine.newBuilder()
			.expireAfterWrite(rules.memory())
			.ticker(this.time::now)
			.executor(Runnable::run)
			.build();
	}

	@Override
	public FailureDecision reserve(@Nullable String account, PhoneNumber phone) {
		Person person = person(account, phone);
		return alone(() -> {
			Instant now = now();
			if (isStopped(person, now)) {
				return new FailureDecision.Stopped();
			}
			List<Whose> all = person.all();
			requireRoom(all);
			all.forEach((whose) -> this.counts.put(whose, this.rules.counted(find(whose), now)));
			int most = Math.max(failures(person.barring(), now), failures(person.anybody(), now));
			return new FailureDecision.Counted(this.rules.hardStop() - most);
		});
	}

	@Override
	public boolean stopped(@Nullable String account, PhoneNumber phone) {
		Person person = person(account, phone);
		return alone(() -> isStopped(person, now()));
	}

	@Override
	public void giveBack(@Nullable String account, PhoneNumber phone) {
		Person person = person(account, phone);
		alone(() -> {
			// What a success has forgotten in between is not to be given back again
			if (find(person.own()) != null) {
				person.all().forEach((whose) -> take(whose, 1));
			}
			return true;
		});
	}

	@Override
	public void succeeded(@Nullable String account, PhoneNumber phone) {
		Person person = person(account, phone);
		alone(() -> {
			FailureCount own = find(person.own());
			this.counts.invalidate(person.own());
			if (account != null) {
				this.counts.invalidate(person.barring());
				take(person.anybody(), (own != null) ? own.failures() : 0);
			}
			return true;
		});
	}

	@Override
	public void reset(String account) {
		Whose whose = Whose.account(name(ACCOUNT, account));
		alone(() -> {
			this.counts.invalidate(whose);
			return true;
		});
	}

	@Override
	public void reset(PhoneNumber phone) {
		String name = name(PHONE, phone.value());
		alone(() -> {
			this.counts.asMap().keySet().removeIf((whose) -> name.equals(whose.phone()));
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

	private boolean isStopped(Person person, Instant now) {
		return this.rules.stopped(find(person.barring()), now) || this.rules.stopped(find(person.anybody()), now);
	}

	private Person person(@Nullable String account, PhoneNumber phone) {
		return new Person((account != null) ? name(ACCOUNT, account) : null, name(PHONE, phone.value()));
	}

	private String name(String purpose, String text) {
		return this.hash.name(purpose, text);
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
	 * Somebody who submits a code.
	 *
	 * @param account name of the account, or {@code null} for a visitor
	 * @param phone name of the phone
	 */
	private record Person(@Nullable String account, String phone) {

		/** All that a failure counts for. */
		List<Whose> all() {
			return (this.account != null) ? List.of(barring(), anybody(), own()) : List.of(own());
		}

		/** What bars somebody, besides the phone. */
		Whose barring() {
			return (this.account != null) ? Whose.account(this.account) : own();
		}

		/** This account at this phone, or visitors at it. */
		Whose own() {
			return new Whose(this.account, this.phone, this.account == null);
		}

		/** All accounts at this phone. */
		Whose anybody() {
			return new Whose(null, this.phone, false);
		}

	}

	/**
	 * Whose failures: those of an account, of a phone, or of one at the other.
	 *
	 * @param account name of the account, or {@code null} for those of all
	 * @param phone name of the phone, or {@code null} for those at all
	 * @param visitor whether they are those of visitors, who have no account
	 */
	private record Whose(@Nullable String account, @Nullable String phone, boolean visitor) {

		static Whose account(String account) {
			return new Whose(account, null, false);
		}

		@Override
		public int hashCode() {
			return 31 * Objects.hashCode(this.account) + Objects.hashCode(this.phone) + (this.visitor ? 1 : 0);
		}

	}

}
