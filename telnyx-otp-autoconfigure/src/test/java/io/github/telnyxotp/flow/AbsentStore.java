package io.github.telnyxotp.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;

/**
 * A store that is out of reach.
 */
final class AbsentStore implements ChallengeStore {

	@Override
	public <R> R apply(ChallengeId id, Rule<R> rule) {
		throw new StoreUnavailableException("out of reach");
	}

	@Override
	public Set<ChallengeId> find(PhoneNumber phone) {
		throw new StoreUnavailableException("out of reach");
	}

	@Override
	public Optional<ChallengeId> find(VerificationId verification) {
		throw new StoreUnavailableException("out of reach");
	}

	@Override
	public List<ChallengeId> due(int limit) {
		throw new StoreUnavailableException("out of reach");
	}

}
