package io.github.telnyxotp.store.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.store.ChallengeStore;

/**
 * Keeps challenges in Redis, for all nodes that have the same secret and key prefix. It
 * holds a bounded number of them and, when full, refuses new ones (SEC-57).
 */
final class RedisChallengeStore implements ChallengeStore {

	private static final LuaScript DUE = LuaScript.named("due");

	private final RedisScripts scripts;

	private final ChallengeIndex index;

	private final RedisCells<Challenge> cells;

	RedisChallengeStore(RedisScripts scripts, Sealer sealer, KeyedHash hash, int maximumSize) {
		this.scripts = scripts;
		this.index = new ChallengeIndex(scripts, hash, maximumSize);
		this.cells = new RedisCells<>(scripts, sealer, new ChallengeForm(this.index));
	}

	@Override
	public <R> R apply(ChallengeId id, Rule<R> rule) {
		return this.cells.apply(id.value(), (challenge, now) -> {
			Change<R> change = rule.apply(challenge, now);
			return new RedisCells.Decided<>(change.challenge(), change.answer());
		});
	}

	@Override
	public Set<ChallengeId> find(PhoneNumber phone) {
		Set<ChallengeId> found = new HashSet<>();
		for (String key : this.index.keys(phone)) {
			List<ChallengeId> over = new ArrayList<>();
			for (ChallengeId id : this.index.find(key)) {
				Challenge challenge = this.cells.read(id.value());
				if (challenge != null && challenge.holdsPhone()) {
					found.add(id);
				}
				else if (challenge != null) {
					over.add(id);
				}
			}
			this.index.remove(key, over);
		}
		return found;
	}

	@Override
	public Optional<ChallengeId> find(VerificationId verification) {
		return this.index.find(verification).filter((id) -> this.cells.read(id.value()) != null);
	}

	@Override
	public List<ChallengeId> due(int limit) {
		List<Due> all = new ArrayList<>();
		for (int partition = 0; partition < ChallengeForm.PARTITIONS; partition++) {
			Reply reply = this.scripts.run(DUE, List.of(this.scripts.key(ChallengeForm.dueKey(partition))), limit);
			this.scripts.time().heard(reply.number(0));
			for (int each = 1; each + 1 < reply.size(); each += 2) {
				all.add(new Due(reply.number(each + 1),
						new ChallengeId(Objects.requireNonNull(reply.text(each), "A script names what is due"))));
			}
		}
		return all.stream().sorted(Comparator.comparingLong(Due::at)).limit(limit).map(Due::id).toList();
	}

	/**
	 * When which challenge moves.
	 *
	 * @param at when, in microseconds
	 * @param id which challenge
	 */
	private record Due(long at, ChallengeId id) {
	}

}
