package io.github.telnyxotp.flow;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.store.ChallengeStore;

/**
 * A store that tells when a rule has ended a challenge. Since a store applies rules one
 * after the other, each end is told by whoever brought it about, and once.
 */
final class ToldStore {

	private final ChallengeStore store;

	private final OtpEvents events;

	ToldStore(ChallengeStore store, OtpEvents events) {
		this.store = store;
		this.events = events;
	}

	<R> R apply(ChallengeId id, Rule<R> rule) {
		return apply(id, rule, (answer, applied) -> {
		});
	}

	/** What the rule did is handed to {@code first} before an end is told. */
	<R> R apply(ChallengeId id, Rule<R> rule, BiConsumer<R, Applied> first) {
		AtomicReference<Applied> last = new AtomicReference<>();
		R answer = this.store.apply(id, (challenge, now) -> {
			Change<R> change = rule.apply(challenge, now);
			// A store that lost a race asks again; what counts is the last time
			last.set(new Applied(challenge, change.challenge()));
			return change;
		});
		Applied applied = Objects.requireNonNull(last.get(), "A store must apply the rule");
		first.accept(answer, applied);
		applied.end().ifPresent(this.events::ended);
		return answer;
	}

	/** For a challenge that nobody has been told of. */
	<R> R applySilently(ChallengeId id, Rule<R> rule) {
		return this.store.apply(id, rule);
	}

	Optional<Challenge> look(ChallengeId id) {
		return this.store.apply(id, (challenge, now) -> new Change<>(challenge, Optional.ofNullable(challenge)));
	}

	Optional<ChallengeId> find(VerificationId verification) {
		return this.store.find(verification);
	}

	Set<ChallengeId> find(PhoneNumber phone) {
		return this.store.find(phone);
	}

}
