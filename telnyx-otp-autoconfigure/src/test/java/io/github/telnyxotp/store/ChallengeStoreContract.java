package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Attempt;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.challenge.Sending;
import io.github.telnyxotp.challenge.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link ChallengeStore} promises. The test of an implementation extends it
 * and changes nothing.
 */
public abstract class ChallengeStoreContract {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final PhoneNumber OTHER = new PhoneNumber("+15550100002");

	private static final VerificationId V1 = new VerificationId("11111111-1111-1111-1111-111111111111");

	private static final VerificationId V2 = new VerificationId("22222222-2222-2222-2222-222222222222");

	private final TestClock clock = new TestClock(NOON);

	private final Rules rules = rules(5);

	private final Race race = new Race();

	/**
	 * An empty store, independent of every other.
	 * @param clock what time it is
	 * @param maximumSize how many challenges it holds at the most
	 * @return the store
	 */
	protected abstract ChallengeStore store(InstantSource clock, int maximumSize);

	@AfterEach
	final void endTheRace() {
		this.race.close();
	}

	@Test
	void ruleSeesNothingOfAnUnknownChallengeAndTheTimeOfTheStore() {
		Change<Instant> seen = store().apply(ChallengeId.random(),
				(challenge, now) -> new Change<>(null, new Change<>(challenge, now)));
		assertThat(seen).isEqualTo(new Change<>(null, NOON));
	}

	@Test
	void challengeIsKeptAsItIs() {
		ChallengeStore store = store();
		List<Sending> sendings = List.of(new Sending(1, Channel.WHATSAPP, Delivery.FAILED, V1, NOON.plusNanos(1)),
				new Sending(2, Channel.SMS, Delivery.QUEUED, null, NOON.plusMillis(1)));
		Challenge full = new Challenge(ChallengeId.random(), new Owner("Zoë \"x\" \n {}:,|\u0000", Purpose.STEP_UP),
				PHONE, List.of(Channel.CALL, Channel.SMS), State.OPEN, sendings, 255, 7, NOON,
				NOON.plusSeconds(300).plusNanos(123_456_789), NOON.plusNanos(999_999_999));
		keep(store, full);
		assertThat(read(store, full.id())).isEqualTo(full);
		Challenge bare = new Challenge(ChallengeId.random(), ALICE, OTHER, List.of(), State.LOCKED, List.of(), 0, 0,
				NOON, NOON.plusSeconds(1), null);
		keep(store, bare);
		assertThat(read(store, bare.id())).isEqualTo(bare);
	}

	@Test
	void parallelRulesAreAppliedOneByOne() throws Exception {
		for (int round = 0; round < 100; round++) {
			ChallengeStore store = store();
			ChallengeId id = open(store, PHONE).id();
			List<Integer> answers = this.race.run(100, (each) -> () -> store.apply(id, ChallengeStoreContract::count));
			assertThat(answers).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
			assertThat(read(store, id).attempts()).isEqualTo(100);
		}
	}

	@Test
	void ruleThatThrowsChangesNothing() {
		ChallengeStore store = store();
		Challenge kept = waiting(store, PHONE, V1);
		Rule<Boolean> broken = (challenge, now) -> {
			throw new IllegalStateException("broken");
		};
		assertThatIllegalStateException().isThrownBy(() -> store.apply(kept.id(), broken)).withMessage("broken");
		assertThatIllegalStateException().isThrownBy(() -> store.apply(ChallengeId.random(), broken));
		assertThat(read(store, kept.id())).isEqualTo(kept);
		assertThat(store.find(PHONE)).containsExactly(kept.id());
	}

	@Test
	void challengeIsFoundByItsPhoneWhileItHoldsIt() {
		ChallengeStore store = store();
		ChallengeId first = open(store, PHONE).id();
		ChallengeId second = open(store, PHONE).id();
		ChallengeId third = open(store, OTHER).id();
		assertThat(store.find(PHONE)).containsExactlyInAnyOrder(first, second);
		assertThat(store.find(OTHER)).containsExactly(third);
		store.apply(first, this.rules.life().abandon());
		store.apply(third, this.rules.life().lock());
		assertThat(store.find(PHONE)).containsExactly(second);
		assertThat(store.find(OTHER)).containsExactly(third);
		store.apply(second, this.rules.life().abandon());
		assertThat(store.find(PHONE)).isEmpty();
	}

	@Test
	void challengeIsFoundByEachOfItsVerifications() {
		ChallengeStore store = store();
		ChallengeId id = waiting(store, PHONE, V1).id();
		assertThat(store.find(V1)).contains(id);
		assertThat(store.find(V2)).isEmpty();
		this.clock.forward(Duration.ofSeconds(30));
		store.apply(id, this.rules.sends().resend(ALICE, Channel.SMS));
		store.apply(id, this.rules.sends().claim(2));
		store.apply(id, this.rules.sends().sent(2, new SendAnswer.Accepted(V2)));
		assertThat(store.find(V1)).contains(id);
		assertThat(store.find(V2)).contains(id);
		store.apply(id, this.rules.life().abandon());
		assertThat(store.find(V2)).as("still known").contains(id);
	}

	@Test
	void challengeIsDueInItsTimeAndNotBefore() {
		ChallengeStore store = store();
		ChallengeId id = waiting(store, PHONE, V1).id();
		this.clock.forward(Duration.ofSeconds(20).minusMillis(1));
		assertThat(store.due(10)).isEmpty();
		this.clock.forward(Duration.ofMillis(1));
		assertThat(store.due(10)).containsExactly(id);
		assertThat(store.due(10)).as("listing changes nothing").containsExactly(id);
		assertThat(store.apply(id, this.rules.sends().move())).contains(2);
		assertThat(store.due(10)).isEmpty();
	}

	@Test
	void earliestIsDueFirstAndNoMoreThanTheLimit() {
		ChallengeStore store = store();
		List<ChallengeId> ids = new ArrayList<>();
		for (int each = 0; each < 5; each++) {
			ids.add(waiting(store, phone(each), verification(each)).id());
			this.clock.forward(Duration.ofMillis(10));
		}
		this.clock.forward(Duration.ofSeconds(30));
		assertThat(store.due(10)).containsExactlyElementsOf(ids);
		assertThat(store.due(2)).containsExactlyElementsOf(ids.subList(0, 2));
		store.apply(ids.get(0), this.rules.life().abandon());
		assertThat(store.due(2)).containsExactlyElementsOf(ids.subList(1, 3));
	}

	@Test
	void ofManyWhoMoveADueChallengeOneDoes() throws Exception {
		for (int round = 0; round < 100; round++) {
			ChallengeStore store = store();
			ChallengeId id = waiting(store, PHONE, V1).id();
			this.clock.forward(Duration.ofSeconds(20));
			List<Optional<Integer>> moves = this.race.run(20,
					(each) -> () -> store.apply(id, this.rules.sends().move()));
			assertThat(moves.stream().flatMap(Optional::stream)).containsExactly(2);
			List<Boolean> claims = this.race.run(20,
					(each) -> () -> store.apply(id, this.rules.sends().claim(2)).isPresent());
			assertThat(claims).containsOnlyOnce(true);
		}
	}

	@Test
	void challengeIsForgottenInItsTimeAndNotBefore() {
		ChallengeStore store = store();
		Challenge kept = waiting(store, PHONE, V1);
		this.clock.forward(Duration.between(NOON, kept.forgetAt()).minusMillis(2));
		assertThat(read(store, kept.id())).isEqualTo(kept);
		this.clock.forward(Duration.ofMillis(2));
		assertThat(read(store, kept.id())).isNull();
		assertThat(store.find(PHONE)).isEmpty();
		assertThat(store.find(V1)).isEmpty();
		assertThat(store.due(10)).isEmpty();
	}

	@Test
	void changesDoNotLengthenTheMemory() {
		ChallengeStore store = store();
		Challenge kept = waiting(store, PHONE, V1);
		this.clock.forward(Duration.ofSeconds(299));
		store.apply(kept.id(), this.rules.life().lock());
		this.clock.forward(Duration.ofSeconds(61));
		assertThat(read(store, kept.id())).isNull();
	}

	@Test
	void challengeThatARuleDropsIsForgotten() {
		ChallengeStore store = store(this.clock, 1);
		Challenge kept = waiting(store, PHONE, V1);
		store.apply(kept.id(), (challenge, now) -> new Change<>(null, true));
		assertThat(read(store, kept.id())).isNull();
		assertThat(store.find(PHONE)).isEmpty();
		assertThat(store.find(V1)).isEmpty();
		assertThat(open(store, PHONE)).isNotNull();
	}

	@Test
	@DisplayName("SEC-57 a full store refuses new challenges and forgets none under a flood of 50 times its size")
	void fullStoreForgetsNothing() {
		int size = 200;
		ChallengeStore store = store(this.clock, size);
		List<Challenge> victims = new ArrayList<>();
		for (int each = 0; each < size; each++) {
			victims.add(tried(store, waiting(store, phone(each), verification(each)), each % 5));
		}
		for (int each = 0; each < 50 * size; each++) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> open(store, OTHER))
				.withMessageContaining("telnyx.otp.challenge.maximum-size");
		}
		assertThat(store.find(OTHER)).as("no trace of the flood").isEmpty();
		assertThat(victims).allSatisfy((victim) -> {
			assertThat(read(store, victim.id())).isEqualTo(victim);
			assertThat(store.find(victim.phone())).containsExactly(victim.id());
		});
		assertThat(store.apply(victims.get(0).id(), this.rules.life().lock())).as("old ones go on").isTrue();
	}

	@Test
	@DisplayName("SEC-57 a full store takes new challenges after the old ones have gone")
	void fullStoreWorksAgainLater() {
		ChallengeStore store = store(this.clock, 3);
		for (int round = 0; round < 3; round++) {
			for (int each = 0; each < 3; each++) {
				open(store, phone(each));
			}
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> open(store, OTHER));
			this.clock.forward(Duration.ofSeconds(360));
		}
	}

	@Test
	@DisplayName("SEC-57 many who come at once find no more room than there is")
	void parallelChallengesFindNoMoreRoomThanThereIs() throws Exception {
		for (int round = 0; round < 50; round++) {
			ChallengeStore store = store(this.clock, 7);
			List<Boolean> opened = this.race.run(50, (each) -> () -> tryToOpen(store, phone(each)));
			assertThat(opened).filteredOn(Boolean::booleanValue).hasSize(7);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1,200", "5,200", "10,50" })
	@DisplayName("SEC-10 of 100 attempts at once exactly as many are allowed as the limit says")
	void parallelAttemptsAreLimited(int limit, int rounds) throws Exception {
		Rule<Attempt> attempt = rules(limit).checks().attempt(ALICE, List.of(PHONE));
		for (int round = 0; round < rounds; round++) {
			ChallengeStore store = store();
			ChallengeId id = waiting(store, PHONE, V1).id();
			List<Attempt> attempts = this.race.run(100, (each) -> () -> store.apply(id, attempt));
			assertThat(attempts).filteredOn(Attempt.Allowed.class::isInstance).hasSize(limit);
			assertThat(attempts).filteredOn(new Attempt.Refused(Verdict.Reason.LOCKED)::equals).hasSize(100 - limit);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 5, 10 })
	@DisplayName("SEC-11 an attempt that nobody concludes stays counted")
	void attemptThatNobodyConcludesStaysCounted(int limit) {
		ChallengeStore store = store();
		ChallengeId id = waiting(store, PHONE, V1).id();
		for (int each = 0; each < 2 * limit; each++) {
			store.apply(id, rules(limit).checks().attempt(ALICE, List.of(PHONE)));
		}
		assertThat(read(store, id).attempts()).isEqualTo(limit);
	}

	@Test
	@DisplayName("SEC-04 of 50 right codes at once exactly one is accepted, 1000 times")
	void parallelRightCodesAreAcceptedOnce() throws Exception {
		for (int round = 0; round < 1000; round++) {
			ChallengeStore store = store();
			Challenge waiting = waiting(store, PHONE, V1);
			keep(store, new Challenge(waiting.id(), waiting.owner(), PHONE, waiting.channels(), State.OPEN,
					waiting.sendings(), 50, 50, waiting.openedAt(), waiting.expiresAt(), waiting.nextMove()));
			List<Verdict> verdicts = this.race.run(50,
					(each) -> () -> store.apply(waiting.id(), this.rules.checks().conclude(CheckAnswer.ACCEPTED)));
			assertThat(verdicts).containsOnlyOnce(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
			assertThat(verdicts).filteredOn(new Verdict.Closed(Verdict.Reason.USED)::equals).hasSize(49);
		}
	}

	private ChallengeStore store() {
		return store(this.clock, 1000);
	}

	private static Rules rules(int maxAttempts) {
		return new Rules(new Policy(Duration.ofMinutes(5), maxAttempts, 4, Duration.ofSeconds(30),
				Map.of(Channel.WHATSAPP, Duration.ofSeconds(20))));
	}

	private Challenge open(ChallengeStore store, PhoneNumber phone) {
		ChallengeId id = ChallengeId.random();
		return store.apply(id, this.rules.life()
			.open(id, new Claimant(ALICE, phone, Origin.NONE), List.of(Channel.WHATSAPP, Channel.SMS)));
	}

	private boolean tryToOpen(ChallengeStore store, PhoneNumber phone) {
		try {
			return open(store, phone) != null;
		}
		catch (StoreUnavailableException ex) {
			return false;
		}
	}

	private Challenge waiting(ChallengeStore store, PhoneNumber phone, VerificationId verification) {
		ChallengeId id = open(store, phone).id();
		store.apply(id, this.rules.sends().claim(1));
		store.apply(id, this.rules.sends().sent(1, new SendAnswer.Accepted(verification)));
		return read(store, id);
	}

	private Challenge tried(ChallengeStore store, Challenge challenge, int attempts) {
		for (int each = 0; each < attempts; each++) {
			store.apply(challenge.id(), this.rules.checks().attempt(ALICE, List.of(challenge.phone())));
		}
		return read(store, challenge.id());
	}

	private static void keep(ChallengeStore store, Challenge challenge) {
		store.apply(challenge.id(), (former, now) -> new Change<>(challenge, true));
	}

	private static Challenge read(ChallengeStore store, ChallengeId id) {
		return store.apply(id, (challenge, now) -> new Change<>(challenge, Optional.ofNullable(challenge)))
			.orElse(null);
	}

	private static Change<Integer> count(Challenge challenge, Instant now) {
		int attempts = challenge.attempts() + 1;
		return new Change<>(new Challenge(challenge.id(), challenge.owner(), challenge.phone(), challenge.channels(),
				challenge.state(), challenge.sendings(), attempts, 0, challenge.openedAt(), challenge.expiresAt(),
				null), attempts);
	}

	private static PhoneNumber phone(int number) {
		return new PhoneNumber("+1555020" + String.format(Locale.ROOT, "%04d", number));
	}

	private static VerificationId verification(int number) {
		return new VerificationId("00000000-0000-0000-0000-" + String.format(Locale.ROOT, "%012d", number));
	}

}
