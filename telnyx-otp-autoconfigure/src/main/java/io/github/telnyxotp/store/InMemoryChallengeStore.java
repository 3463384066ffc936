package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Keeps challenges in the memory of one process. It holds a bounded number of them and,
 * when full, refuses new ones instead of forgetting old ones (SEC-57).
 *
 * @since 0.1
 */
public final class InMemoryChallengeStore implements ChallengeStore {

	private final InstantSource clock;

	private final int maximumSize;

	private final AtomicInteger size = new AtomicInteger();

	private final ChallengeIndex index = new ChallengeIndex();

	private final Cache<ChallengeId, Challenge> challenges;

	/**
	 * An empty store.
	 * @param clock the time that rules see
	 * @param maximumSize how many challenges it holds at the most, at least one
	 */
	public InMemoryChallengeStore(InstantSource clock, int maximumSize) {
		this.clock = clock;
		this.maximumSize = maximumSize;
		this.challenges = Caffeine.newBuilder()
			.expireAfter(Expiry.writing((ChallengeId id, Challenge challenge) -> untilForgotten(challenge)))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.evictionListener((id, challenge, cause) -> forget(challenge))
			.build();
	}

	@Override
	public <R> R apply(ChallengeId id, Rule<R> rule) {
		if (this.size.get() >= this.maximumSize) {
			// Those whose time is over leave when somebody looks
			this.challenges.cleanUp();
		}
		Slot<R> slot = new Slot<>();
		this.challenges.asMap().compute(id, (key, current) -> {
			Change<R> change = rule.apply(current, this.clock.instant());
			keep(current, change.challenge());
			slot.answer = change.answer();
			return change.challenge();
		});
		return slot.get();
	}

	@Override
	public Set<ChallengeId> find(PhoneNumber phone) {
		return this.index.find(phone);
	}

	@Override
	public Optional<ChallengeId> find(VerificationId verification) {
		return this.index.find(verification);
	}

	@Override
	public List<ChallengeId> due(int limit) {
		return this.index.due(this.clock.instant(), limit);
	}

	private void keep(@Nullable Challenge former, @Nullable Challenge latter) {
		if (former == latter) {
			return;
		}
		if (former == null) {
			takeRoom();
		}
		else if (latter == null) {
			this.size.decrementAndGet();
		}
		this.index.replace(former, latter);
	}

	private void takeRoom() {
		if (this.size.incrementAndGet() > this.maximumSize) {
			this.size.decrementAndGet();
			throw new StoreUnavailableException("All " + this.maximumSize
					+ " places for challenges are taken. Raise telnyx.otp.challenge.maximum-size if this is no attack");
		}
	}

	private void forget(@Nullable Challenge challenge) {
		this.size.decrementAndGet();
		this.index.replace(challenge, null);
	}

	private Duration untilForgotten(Challenge challenge) {
		Instant now = this.clock.instant();
		return now.isBefore(challenge.forgetAt()) ? Duration.between(now, challenge.forgetAt()) : Duration.ZERO;
	}

	/** Brings the answer out of the one step in which it was made. */
	private static final class Slot<R> {

		private @Nullable R answer;

		private R get() {
			if (this.answer == null) {
				throw new IllegalStateException("A rule must answer");
			}
			return this.answer;
		}

	}

}
