package io.github.telnyxotp.servlet;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;

/**
 * A store that can be told to be full.
 */
final class FullStore implements ChallengeStore {

	final AtomicBoolean full = new AtomicBoolean();

	private final ChallengeStore store = new InMemoryChallengeStore(Clock.systemUTC(), 1000);

	@Override
	public <R> R apply(ChallengeId id, Rule<R> rule) {
		if (this.full.get()) {
			throw new StoreUnavailableException("It is full");
		}
		return this.store.apply(id, rule);
	}

	@Override
	public Set<ChallengeId> find(PhoneNumber phone) {
		return this.store.find(phone);
	}

	@Override
	public Optional<ChallengeId> find(VerificationId verification) {
		return this.store.find(verification);
	}

	@Override
	public List<ChallengeId> due(int limit) {
		return this.store.due(limit);
	}

}
