package io.github.telnyxotp.store;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.Tally;
import io.github.telnyxotp.limit.pumping.TallyChange;
import io.github.telnyxotp.limit.pumping.TallyKey;
import io.github.telnyxotp.limit.pumping.TallyRule;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tallies in the memory of one process, a bounded number of them.
 *
 * @since 0.1
 */
public final class InMemoryTallyStore implements TallyStore {

	private final InstantSource clock;

	private final int maximumSize;

	private final AtomicInteger size = new AtomicInteger();

	private final Cache<TallyKey, Tally> tallies;

	private final Map<PumpingRule, Tally> shared = new ConcurrentHashMap<>();

	/**
	 * An empty store.
	 * @param clock the time that rules see
	 * @param maximumSize how many tallies it holds at the most, at least one
	 */
	public InMemoryTallyStore(InstantSource clock, int maximumSize) {
		if (maximumSize < 1) {
			throw new IllegalArgumentException("'maximumSize' must be at least 1");
		}
		this.clock = clock;
		this.maximumSize = maximumSize;
		this.tallies = Caffeine.newBuilder()
			.expireAfter(Expiry.writing((TallyKey key, Tally tally) -> tally.keepFor()))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.evictionListener((key, tally, cause) -> this.size.decrementAndGet())
			.build();
	}

	@Override
	public <R> R apply(TallyKey key, TallyRule<R> rule) {
		if (this.size.get() >= this.maximumSize) {
			// Those whose time is over leave when somebody looks
			this.tallies.cleanUp();
		}
		AtomicReference<@Nullable R> answer = new AtomicReference<>();
		this.tallies.asMap().compute(key, (same, current) -> own(current, rule, answer));
		R own = answer.get();
		return (own != null) ? own : shared(key, rule);
	}

	/** How many keys have a tally of their own. */
	int size() {
		return this.size.get();
	}

	private <R> @Nullable Tally own(@Nullable Tally current, TallyRule<R> rule, AtomicReference<@Nullable R> answer) {
		TallyChange<R> change = rule.apply(current, this.clock.instant());
		if (current == null && change.tally() != null && this.size.incrementAndGet() > this.maximumSize) {
			this.size.decrementAndGet();
			return null;
		}
		if (current != null && change.tally() == null) {
			this.size.decrementAndGet();
		}
		answer.set(change.answer());
		return change.tally();
	}

	private <R> R shared(TallyKey key, TallyRule<R> rule) {
		AtomicReference<@Nullable R> answer = new AtomicReference<>();
		this.shared.compute(key.rule(), (same, current) -> {
			Tally before = (current != null) ? current : Tally.shared(key.rule());
			TallyChange<R> change = rule.apply(before, this.clock.instant());
			answer.set(change.answer());
			return change.tally();
		});
		R shared = answer.get();
		if (shared == null) {
			throw new IllegalStateException("A rule must answer");
		}
		return shared;
	}

}
