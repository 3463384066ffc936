package io.github.telnyxotp.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Sending;
import org.jspecify.annotations.Nullable;

/**
 * Finds challenges by what is in them. Changed only inside the one step that changes the
 * challenge itself, so for one challenge never by two threads at once.
 */
final class ChallengeIndex {

	private final Map<PhoneNumber, Set<ChallengeId>> phones = new ConcurrentHashMap<>();

	private final Map<VerificationId, ChallengeId> verifications = new ConcurrentHashMap<>();

	private final ConcurrentSkipListSet<Due> moves = new ConcurrentSkipListSet<>(
			Comparator.comparing(Due::at).thenComparing((due) -> due.id().value()));

	void replace(@Nullable Challenge former, @Nullable Challenge latter) {
		if (latter != null) {
			add(latter);
		}
		if (former != null) {
			remove(former, latter);
		}
	}

	Set<ChallengeId> find(PhoneNumber phone) {
		return Set.copyOf(this.phones.getOrDefault(phone, Set.of()));
	}

	Optional<ChallengeId> find(VerificationId verification) {
		return Optional.ofNullable(this.verifications.get(verification));
	}

	List<ChallengeId> due(Instant now, int limit) {
		return this.moves.stream().takeWhile((due) -> !due.at().isAfter(now)).limit(limit).map(Due::id).toList();
	}

	private void add(Challenge challenge) {
		if (challenge.holdsPhone()) {
			this.phones.compute(challenge.phone(), (phone, ids) -> {
				Set<ChallengeId> all = (ids != null) ? ids : ConcurrentHashMap.newKeySet();
				all.add(challenge.id());
				return all;
			});
		}
		for (Sending sending : challenge.sendings()) {
			if (sending.verification() != null) {
				this.verifications.put(sending.verification(), challenge.id());
			}
		}
		if (challenge.nextMove() != null) {
			this.moves.add(new Due(challenge.nextMove(), challenge.id()));
		}
	}

	private void remove(Challenge former, @Nullable Challenge latter) {
		if (latter == null || !latter.holdsPhone()) {
			this.phones.computeIfPresent(former.phone(), (phone, ids) -> {
				ids.remove(former.id());
				return ids.isEmpty() ? null : ids;
			});
		}
		if (latter == null) {
			former.sendings()
				.stream()
				.map(Sending::verification)
				.filter((verification) -> verification != null)
				.forEach((verification) -> this.verifications.remove(verification, former.id()));
		}
		Instant move = former.nextMove();
		if (move != null && (latter == null || !move.equals(latter.nextMove()))) {
			this.moves.remove(new Due(move, former.id()));
		}
	}

	/**
	 * When which challenge moves.
	 *
	 * @param at when
	 * @param id which challenge
	 */
	private record Due(Instant at, ChallengeId id) {
	}

}
