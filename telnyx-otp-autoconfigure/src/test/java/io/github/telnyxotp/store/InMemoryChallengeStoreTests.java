package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link InMemoryChallengeStore}.
 */
class InMemoryChallengeStoreTests extends ChallengeStoreContract {

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));

	@Override
	protected ChallengeStore store(InstantSource clock, int maximumSize) {
		return new InMemoryChallengeStore(clock, maximumSize);
	}

	@Test
	void ruleThatThrowsOnWhatIsForgottenFreesItsRoomOnce() {
		ChallengeStore store = store(this.clock, 2);
		ChallengeId first = open(store);
		open(store);
		this.clock.forward(Duration.ofSeconds(360));
		for (int each = 0; each < 3; each++) {
			assertThatIllegalStateException().isThrownBy(() -> store.apply(first, (challenge, now) -> {
				throw new IllegalStateException("broken");
			}));
		}
		open(store);
		open(store);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> open(store));
	}

	@Test
	void ruleMustAnswer() {
		ChallengeStore store = store(this.clock, 2);
		assertThatIllegalStateException()
			.isThrownBy(() -> store.apply(ChallengeId.random(), (challenge, now) -> new Change<>(challenge, null)))
			.withMessage("A rule must answer");
	}

	@Test
	void messageOfAFullStoreSaysWhatToDo() {
		ChallengeStore store = store(this.clock, 1);
		open(store);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> open(store))
			.withMessage("All 1 places for challenges are taken."
					+ " Raise telnyx.otp.challenge.maximum-size if this is no attack");
	}

	@Test
	void clockThatStepsBackForgetsNothing() {
		ChallengeStore store = store(this.clock, 2);
		ChallengeId id = open(store);
		this.clock.forward(Duration.ofHours(-1));
		assertThat(store.<Boolean>apply(id, (challenge, now) -> new Change<>(challenge, challenge != null))).isTrue();
	}

	private ChallengeId open(ChallengeStore store) {
		ChallengeId id = ChallengeId.random();
		Challenge opened = store.apply(id,
				this.rules.life()
					.open(id, new Claimant(new Owner("alice", Purpose.SECOND_FACTOR), new PhoneNumber("+15550100001"),
							Origin.NONE), List.of(Channel.SMS)));
		return opened.id();
	}

}
