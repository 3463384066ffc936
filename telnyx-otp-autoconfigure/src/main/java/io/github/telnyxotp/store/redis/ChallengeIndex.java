package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Sending;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * By what challenges are found. Each entry is written before its challenge is and leaves
 * by itself, so none is ever missing; an entry may be there whose challenge is not, or no
 * longer holds its phone, so whoever finds it looks at the challenge.
 */
final class ChallengeIndex {

	private static final String PLACES = "challenges";

	private final RedisScripts scripts;

	private final RedisLists lists;

	private final KeyedHash hash;

	private final int maximumSize;

	ChallengeIndex(RedisScripts scripts, KeyedHash hash, int maximumSize) {
		this.scripts = scripts;
		this.lists = new RedisLists(scripts);
		this.hash = hash;
		this.maximumSize = maximumSize;
	}

	void announce(@Nullable Challenge former, Challenge latter) {
		if (former == null && !this.lists.addIfRoom(PLACES, latter.id().value(), latter.forgetAt(), this.maximumSize)) {
			throw new StoreUnavailableException("All " + this.maximumSize + " places for challenges are taken."
					+ " Raise telnyx.otp.challenge.maximum-size if this is no attack");
		}
		if (latter.holdsPhone() && (former == null || !former.holdsPhone())) {
			this.lists.add(key(this.hash.name("phone", latter.phone().value())), latter.id().value(),
					latter.forgetAt());
		}
		List<VerificationId> known = (former != null) ? verifications(former).toList() : List.of();
		verifications(latter).filter((verification) -> !known.contains(verification))
			.forEach((verification) -> remember(verification, latter));
	}

	void dropped(Challenge former) {
		this.lists.remove(PLACES, List.of(former.id().value()));
	}

	/** Each list that may name challenges of a phone: one for each secret. */
	List<String> keys(PhoneNumber phone) {
		return this.hash.names("phone", phone.value()).stream().map(ChallengeIndex::key).toList();
	}

	List<ChallengeId> find(String key) {
		return this.lists.read(key).stream().map(ChallengeId::new).toList();
	}

	/** Never to be called for a challenge that is not there yet. */
	void remove(String key, Collection<ChallengeId> ids) {
		this.lists.remove(key, ids.stream().map(ChallengeId::value).toList());
	}

	Optional<ChallengeId> find(VerificationId verification) {
		byte[] id = this.scripts.<byte @Nullable []>ask((redis) -> redis.stringCommands().get(key(verification)));
		return Optional.ofNullable(id).map((value) -> new ChallengeId(new String(value, StandardCharsets.US_ASCII)));
	}

	private void remember(VerificationId verification, Challenge challenge) {
		Instant now = this.scripts.time().now();
		// Lives from now on, so a little longer than the challenge, never less
		long left = RedisTime.micros(challenge.forgetAt())
				- RedisTime.micros((now != null) ? now : challenge.openedAt());
		this.scripts.ask((redis) -> redis.stringCommands()
			.pSetEx(key(verification), Math.max(1, left / 1000 + 1), RedisScripts.bytes(challenge.id().value())));
	}

	private byte[] key(VerificationId verification) {
		return RedisScripts.bytes(this.scripts.key("verification:" + verification.value()));
	}

	private static String key(String phone) {
		return "phone:" + phone;
	}

	private static Stream<VerificationId> verifications(Challenge challenge) {
		return challenge.sendings().stream().map(Sending::verification).filter(Objects::nonNull);
	}

}
