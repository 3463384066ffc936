package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.restraint.Brakes;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sign-up and recovery, where nothing is proved yet, with everything that restrains them.
 */
class StrangersTests {

	private static final PhoneNumber PHONE = phone(1);

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final Owner RECOVERING = new Owner("alice", Purpose.RECOVERY);

	private static final Owner NOBODY = new Owner("nobody", Purpose.RECOVERY);

	private static final Owner NEW = new Owner("alice", Purpose.SIGN_UP);

	private static final String WRONG = "000000";

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Brakes brakes = new Brakes(this.clock);

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final Queue<Runnable> outbox = new ArrayDeque<>();

	private OtpFlow flow = flow();

	@Test
	void aPhoneIsProvedAtASignUp() {
		ChallengeId id = granted(begin(NEW, PHONE, network(1)));
		assertThat(this.flow.status(id, NEW)).map(ChallengeStatus::state).contains(ChallengeStatus.State.WAITING);
		assertThat(this.flow.verify(id, NEW, WRONG)).isEqualTo(new Verdict.Rejected(4));
		assertThat(this.flow.verify(id, NEW, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
		assertThat(this.flow.status(id, NEW)).map(ChallengeStatus::phone).contains(PHONE);
	}

	@Test
	@DisplayName("SEC-14 a network gets ten messages an hour at a sign-up, and only it is stopped")
	void aNetworkGetsItsMessagesAtASignUp() {
		for (int each = 0; each < 10; each++) {
			granted(begin(new Owner("new" + each, Purpose.SIGN_UP), phone(each), network(1)));
		}
		assertThat(begin(NEW, phone(10), network(1))).isInstanceOf(SendDecision.Limited.class);
		granted(begin(NEW, phone(10), network(2)));
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGIN", "SIGN_UP", "RECOVERY" })
	@DisplayName("SEC-18 strangers with a phone and a name use up neither messages nor tries of their owner")
	void strangersUseNothingUp(Purpose purpose) {
		this.flow = flow(Limits.defaults().stream().filter((limit) -> limit.key() != StandardKey.ANONYMOUS).toList());
		Owner stranger = new Owner("alice", purpose);
		for (int each = 0; each < 12; each++) {
			this.clock.forward(Duration.ofMinutes(6));
			SendDecision decision = begin(stranger, PHONE, network(each));
			for (int guess = 0; guess < 5 && decision instanceof SendDecision.Granted granted; guess++) {
				this.flow.verify(granted.challenge(), stranger, WRONG);
			}
		}
		for (int each = 50; each < 54; each++) {
			// Whatever has come back meanwhile
			begin(stranger, PHONE, network(each));
		}
		assertThat(this.telnyx.sent).as("strangers hear of their own limit").hasSizeBetween(3, 10);
		ChallengeId alice = granted(begin(ALICE, PHONE, network(99)));
		assertThat(this.flow.verify(alice, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-18, SEC-12 who enrols the phone of somebody else uses up neither messages nor tries of its owner")
	void enrolmentsUseNothingUp() {
		for (int each = 0; each < 60; each++) {
			this.clock.forward(Duration.ofMinutes(6));
			Owner mallory = new Owner("mallory" + each, Purpose.ENROLMENT);
			SendDecision decision = begin(mallory, PHONE, network(each));
			for (int guess = 0; guess < 5 && decision instanceof SendDecision.Granted granted; guess++) {
				this.flow.verify(granted.challenge(), mallory, WRONG);
			}
		}
		assertThat(this.telnyx.checked).as("wrong codes until enrolling is barred").hasSize(30);
		ChallengeId alice = granted(begin(ALICE, PHONE, network(99)));
		assertThat(this.flow.verify(alice, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGIN", "SIGN_UP", "RECOVERY" })
	@DisplayName("SEC-18 strangers who lock a challenge with the name of an account do not lock its login")
	void strangersLockNoLogin(Purpose purpose) {
		Owner stranger = new Owner("alice", purpose);
		ChallengeId strangers = granted(begin(stranger, PHONE, network(1)));
		for (int guess = 0; guess < 5; guess++) {
			this.flow.verify(strangers, stranger, WRONG);
		}
		assertThat(this.flow.status(strangers, stranger)).map(ChallengeStatus::state)
			.contains(ChallengeStatus.State.LOCKED);
		assertThat(this.flow.barred(stranger, PHONE)).isPresent();
		assertThat(this.flow.barred(ALICE, PHONE)).isEmpty();
		ChallengeId alice = granted(begin(ALICE, PHONE, network(2)));
		assertThat(this.flow.verify(alice, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGIN", "SIGN_UP", "RECOVERY" })
	@DisplayName("SEC-18 strangers take no code away from somebody who showed a password")
	void strangersTakeNoCodeAway(Purpose purpose) {
		ChallengeId alice = granted(begin(ALICE, PHONE, network(1)));
		SendDecision decision = begin(new Owner("mallory", purpose), PHONE, network(2));
		assertThat(decision)
			.isInstanceOf((purpose == Purpose.SIGN_UP) ? SendDecision.TooSoon.class : SendDecision.Granted.class);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.flow.verify(alice, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	void whoLostThePasswordProvesThePhoneOnFile() {
		ChallengeId id = granted(recover("alice", PHONE, 1));
		assertThat(this.telnyx.sent).extracting(ScriptedTelnyx.Message::phone).containsExactly(PHONE);
		assertThat(this.flow.verify(id, RECOVERING, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
	}

	@Test
	void aRecoveryDoesNotAskWhoMaySignInByPhone() {
		// That lock is for numbers that somebody typed
		ChallengeId id = granted(recover("bob", phone(666), 1));
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.flow.verify(id, new Owner("bob", Purpose.RECOVERY), ScriptedTelnyx.RIGHT))
			.isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-27 a recovery of nobody sends nothing and asks nobody, and no code is right")
	void aRecoveryOfNobodyCostsNothing() {
		ChallengeId id = granted(recover("nobody", null, 1));
		this.clock.forward(Duration.ofSeconds(30));
		assertThat(this.flow.resend(id, NOBODY, Channel.SMS)).isInstanceOf(SendDecision.Granted.class);
		carryOut();
		assertThat(this.flow.verify(id, NOBODY, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Rejected(4));
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("files")
	@DisplayName("SEC-26 every name gets the same answers, through resends, deliveries, wrong codes, limits and bars")
	void everyNameGetsTheSameAnswers(PhoneNumber onFile) {
		assertThat(new StrangersTests().story("nobody", null)).isEqualTo(story("alice", onFile));
	}

	static List<PhoneNumber> files() {
		return List.of(PHONE, Brakes.BLOCKED);
	}

	@Test
	@DisplayName("SEC-26 wrong codes bar one name as they bar another, and no name bars another")
	void wrongCodesBarEveryNameAlike() {
		StrangersTests elsewhere = new StrangersTests();
		assertThat(elsewhere.barred("nobody", null)).isEqualTo(barred("alice", PHONE))
			.doesNotContain(Verdict.Limited.class);
		assertThat(elsewhere.guesses("no one", null, 201)).isEqualTo(guesses("bob", phone(2), 201))
			.contains(Verdict.Limited.class);
	}

	@Test
	@DisplayName("SEC-26, SEC-29 a status of a recovery tells nothing of the phone")
	void aRecoveryTellsNothingOfThePhone() {
		ChallengeId id = granted(recover("alice", PHONE, 1));
		ChallengeStatus status = this.flow.status(id, RECOVERING).orElseThrow();
		assertThat(status.phone().value()).startsWith("+999").doesNotContain("312");
		assertThat(status.steps()).isEmpty();
		assertThat(status.next()).isNull();
		assertThat(status.channels()).containsExactly(Channel.values());
	}

	@Test
	@DisplayName("SEC-26 a channel that does not serve the phone is answered like one that does")
	void aChannelThatDoesNotServeIsNotTold() {
		OtpFlow textOnly = flow(Unrestrained.with(List.of(Channel.SMS)));
		ChallengeId id = granted(textOnly.recover("alice", PHONE, network(1), null));
		carryOut();
		this.clock.forward(Duration.ofSeconds(30));
		assertThat(textOnly.resend(id, RECOVERING, Channel.CALL)).isInstanceOf(SendDecision.Granted.class);
		carryOut();
		assertThat(this.telnyx.channels()).containsExactly(Channel.SMS, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-02 a code of a recovery opens nothing else")
	void aCodeOfARecoveryOpensNothingElse() {
		ChallengeId id = granted(recover("alice", PHONE, 1));
		for (Owner other : List.of(ALICE, NEW, NOBODY, new Owner("alice", Purpose.LOGIN))) {
			assertThat(this.flow.verify(id, other, ScriptedTelnyx.RIGHT))
				.isEqualTo(new Verdict.Closed(Verdict.Reason.FOREIGN));
			assertThat(this.flow.status(id, other)).isEmpty();
		}
	}

	@Test
	void theSameNameHasTheSamePhoneOfNobody() {
		assertThat(Nobody.phone("nobody")).isEqualTo(Nobody.phone("nobody")).isNotEqualTo(Nobody.phone("no one"));
		assertThat(Nobody.has(Nobody.phone(""))).isTrue();
		assertThat(Nobody.has(PHONE)).isFalse();
	}

	/**
	 * All that somebody sees who recovers an account again and again, from one network.
	 */
	private List<Object> story(String account, @Nullable PhoneNumber onFile) {
		Owner owner = new Owner(account, Purpose.RECOVERY);
		List<Object> seen = new ArrayList<>();
		for (int round = 0; round < 8; round++) {
			SendDecision decision = recover(account, onFile, 1);
			seen.add(decision.getClass());
			if (decision instanceof SendDecision.Granted granted) {
				ChallengeId id = granted.challenge();
				seen.add(this.flow.status(id, owner));
				this.flow.delivery(verification(), Delivery.FAILED);
				carryOut();
				for (Channel channel : Channel.values()) {
					this.clock.forward(Duration.ofSeconds(40));
					seen.add(this.flow.resend(id, owner, channel).getClass());
					carryOut();
					seen.add(this.flow.status(id, owner));
					seen.add(this.flow.verify(id, owner, WRONG));
				}
				seen.add(this.flow.resend(id, owner, null).getClass());
				seen.add(this.flow.verify(id, owner, WRONG));
				seen.add(this.flow.verify(id, owner, WRONG));
				seen.add(this.flow.verify(id, owner, WRONG));
				seen.add(this.flow.status(id, owner));
			}
			this.clock.forward(Duration.ofMinutes(4));
		}
		assertThat(seen).contains(SendDecision.Granted.class, SendDecision.TooSoon.class, SendDecision.Limited.class,
				new Verdict.Locked());
		return seen;
	}

	/**
	 * Wrong codes from many networks, and then what is left to one that was not there.
	 */
	private List<Object> barred(String account, @Nullable PhoneNumber onFile) {
		Owner owner = new Owner(account, Purpose.RECOVERY);
		for (int round = 0; round < 8; round++) {
			ChallengeId id = granted(this.flow.recover(account, onFile, network(round), null));
			carryOut();
			for (int each = 0; each < 5; each++) {
				this.flow.verify(id, owner, WRONG);
			}
			this.clock.forward(Duration.ofHours(3));
		}
		return guesses(account, onFile, 200);
	}

	private List<Object> guesses(String account, @Nullable PhoneNumber onFile, int network) {
		Owner owner = new Owner(account, Purpose.RECOVERY);
		List<Object> seen = new ArrayList<>();
		for (int round = 0; round < 9; round++) {
			ChallengeId id = granted(this.flow.recover(account, onFile, network(network), null));
			carryOut();
			for (int each = 0; each < 5; each++) {
				Verdict verdict = this.flow.verify(id, owner, WRONG);
				seen.add((verdict instanceof Verdict.Limited) ? Verdict.Limited.class : verdict);
			}
			this.clock.forward(Duration.ofMinutes(1));
		}
		return seen;
	}

	private VerificationId verification() {
		return ScriptedTelnyx.verification(Math.max(1, this.telnyx.sent.size()));
	}

	private SendDecision begin(Owner owner, PhoneNumber phone, Origin origin) {
		SendDecision decision = this.flow.begin(new Claimant(owner, phone, origin), null, null);
		carryOut();
		return decision;
	}

	private SendDecision recover(String account, @Nullable PhoneNumber onFile, int network) {
		SendDecision decision = this.flow.recover(account, onFile, network(network), null);
		carryOut();
		return decision;
	}

	private static ChallengeId granted(SendDecision decision) {
		assertThat(decision).isInstanceOf(SendDecision.Granted.class);
		return ((SendDecision.Granted) decision).challenge();
	}

	private void carryOut() {
		while (!this.outbox.isEmpty()) {
			this.outbox.remove().run();
		}
	}

	private OtpFlow flow() {
		return flow(this.brakes.set());
	}

	private OtpFlow flow(List<Limit> limits) {
		return flow(this.brakes.limits(limits).set());
	}

	private OtpFlow flow(Restraint restraint) {
		return new OtpFlow(new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of())),
				restraint, new InMemoryChallengeStore(this.clock, 100_000), this.telnyx, this.outbox::add,
				Told.nobody(), new Visitors((phone) -> !phone.equals(phone(666)), Duration.ofNanos(1)));
	}

	private static PhoneNumber phone(int each) {
		return new PhoneNumber("+1312" + (5_000_000 + each));
	}

	private static Origin network(int each) {
		return new Origin(new ClientNetwork("192.0.2." + each, "192.0.2." + each + "/24"), null);
	}

}
