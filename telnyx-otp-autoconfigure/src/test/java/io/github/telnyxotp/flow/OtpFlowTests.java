package io.github.telnyxotp.flow;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.ScriptedTelnyx.Check;
import io.github.telnyxotp.flow.ScriptedTelnyx.Message;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link OtpFlow}.
 */
class OtpFlowTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final Owner MALLORY = new Owner("mallory", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final PhoneNumber OTHER = new PhoneNumber("+15550100002");

	private static final String WRONG = "000000";

	private static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	private static final Verdict ACCEPTED = new Verdict.Accepted(PHONE, Channel.WHATSAPP);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final List<OtpEvent> events = new CopyOnWriteArrayList<>();

	private final Race race = new Race();

	private final OtpFlow flow = flow(Runnable::run);

	@AfterEach
	void endTheRace() {
		this.race.close();
	}

	@Test
	void beginSendsOneMessageOverTheFirstChannel() {
		begin();
		assertThat(this.telnyx.sent).containsExactly(new Message(PHONE, Channel.WHATSAPP, Duration.ofMinutes(5)));
	}

	@Test
	void beginAgainKeepsTheChallengeAndSendsNothing() {
		ChallengeId id = begin();
		assertThat(this.flow.begin(ALICE, PHONE, id)).isEqualTo(new SendDecision.Granted(id));
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	void beginInAnotherBrowserAbandonsTheOlderChallenge() {
		ChallengeId older = begin();
		ChallengeId newer = begin();
		assertThat(verify(older, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.ABANDONED));
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(verify(newer, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	void ofManyWhoBeginAtOnceOneCanSubmitACode() throws Exception {
		for (int round = 0; round < 300; round++) {
			List<ChallengeId> ids = new CopyOnWriteArrayList<>();
			OtpFlow flow = flow(Runnable::run, Instant::now);
			race(8, (each) -> () -> begin(flow, ids));
			assertThat(ids).filteredOn((id) -> open(flow, id)).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-24 another phone is another challenge")
	void beginWithAnotherPhoneIsAnotherChallenge() {
		ChallengeId older = begin();
		SendDecision decision = this.flow.begin(ALICE, OTHER, older);
		assertThat(decision).isNotEqualTo(new SendDecision.Granted(older));
		assertThat(verify(older, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.ABANDONED));
		assertThat(this.telnyx.sent).extracting(Message::phone).containsExactly(PHONE, OTHER);
	}

	@Test
	@DisplayName("SEC-10 a locked challenge bars a new one until its time is over")
	void lockedChallengeBarsANewOne() {
		ChallengeId locked = begin();
		wrong(locked, 5);
		this.clock.forward(Duration.ofSeconds(100));
		assertThat(this.flow.begin(ALICE, PHONE, locked)).isEqualTo(new SendDecision.TooSoon(Duration.ofSeconds(200)));
		assertThat(this.flow.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.TooSoon(Duration.ofSeconds(200)));
		assertThat(this.telnyx.sent).hasSize(1);
		this.clock.forward(Duration.ofSeconds(200));
		assertThat(this.flow.begin(ALICE, PHONE, locked)).isInstanceOf(SendDecision.Granted.class);
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	void whoIsBarredEndsNobodysChallenge() {
		wrong(begin(), 5);
		ChallengeId others = ((SendDecision.Granted) this.flow.begin(MALLORY, PHONE, null)).challenge();
		assertThat(this.flow.begin(ALICE, PHONE, null)).isInstanceOf(SendDecision.TooSoon.class);
		assertThat(this.flow.verify(others, MALLORY, PHONE, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@Test
	void channelThatRefusesIsFollowedByTheNextInOrder() {
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		ChallengeId id = begin();
		assertThat(this.telnyx.channels()).containsExactlyElementsOf(ALL);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Accepted(PHONE, Channel.CALL));
	}

	@ParameterizedTest
	@EnumSource(names = { "THROTTLED", "MISCONFIGURED", "NEVER_LEFT" })
	@DisplayName("SEC-59 a refusal that concerns every channel is followed by none")
	void otherRefusalsAreFollowedByNone(SendAnswer.Reason reason) {
		this.telnyx.refuses(reason);
		ChallengeId id = begin();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
		assertThat(state(id)).isEqualTo(ChallengeStatus.State.STALLED);
	}

	@Test
	void messageWithoutAnAnswerIsFollowedByNone() {
		this.telnyx.sendAnswers.add(SendAnswer.Unknown::new);
		ChallengeId id = begin();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
		assertThat(state(id)).isEqualTo(ChallengeStatus.State.WAITING);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
		assertThat(this.telnyx.checked).containsExactly(new Check(PHONE, null, ScriptedTelnyx.RIGHT));
	}

	@Test
	void messageWhoseOrderThrowsMayHaveArrived() {
		this.telnyx.sendAnswers.add(() -> {
			throw new IllegalStateException("broken");
		});
		List<ChallengeId> ids = new ArrayList<>();
		assertThatIllegalStateException().isThrownBy(() -> begin(this.flow, ids));
		assertThat(this.events).hasSize(2).last().extracting("answer").isEqualTo(new SendAnswer.Unknown());
	}

	@Test
	void challengeIsStalledWhenAllChannelsRefuseAndFailsWithTheLastMessage() {
		ALL.forEach((channel) -> this.telnyx.refuses(SendAnswer.Reason.CHANNEL));
		ChallengeId id = begin();
		assertThat(state(id)).isEqualTo(ChallengeStatus.State.STALLED);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.NOT_SENT));
		this.clock.forward(Duration.ofSeconds(30));
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		assertThat(this.flow.resend(id, ALICE, null)).isEqualTo(new SendDecision.Granted(id));
		assertThat(state(id)).isEqualTo(ChallengeStatus.State.FAILED);
		assertThat(this.flow.resend(id, ALICE, null)).isEqualTo(new SendDecision.Closed(Reason.FAILED));
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS, Channel.CALL,
				Channel.WHATSAPP);
	}

	@Test
	void resendWaitsThirtySecondsThenSixtyThenTwoMinutesAndSendsFourAtTheMost() {
		ChallengeId id = begin();
		for (int seconds : List.of(30, 60, 120)) {
			assertThat(resend(id)).isEqualTo(new SendDecision.TooSoon(Duration.ofSeconds(seconds)));
			this.clock.forward(Duration.ofSeconds(seconds - 1));
			assertThat(resend(id)).isEqualTo(new SendDecision.TooSoon(Duration.ofSeconds(1)));
			this.clock.forward(Duration.ofSeconds(1));
			assertThat(resend(id)).isEqualTo(new SendDecision.Granted(id));
		}
		this.clock.forward(Duration.ofSeconds(60));
		assertThat(resend(id)).isEqualTo(new SendDecision.Exhausted());
		assertThat(this.telnyx.sent).hasSize(4);
	}

	@Test
	void manyWhoAskAtOnceGetOneMessage() throws Exception {
		ChallengeId id = begin();
		this.clock.forward(Duration.ofSeconds(30));
		race(60, (each) -> () -> resend(id));
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	void resendGoesOverTheChosenChannel() {
		ChallengeId id = begin();
		this.clock.forward(Duration.ofSeconds(30));
		this.flow.resend(id, ALICE, Channel.CALL);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.CALL);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).as("either message may have brought the code")
			.isEqualTo(new Verdict.Accepted(PHONE, Set.of(Channel.WHATSAPP, Channel.CALL)));
		assertThat(this.telnyx.checked)
			.containsExactly(new Check(PHONE, ScriptedTelnyx.verification(2), ScriptedTelnyx.RIGHT));
	}

	@Test
	@DisplayName("SEC-35 another account gets no message")
	void resendOfAnotherAccountIsClosed() {
		ChallengeId id = begin();
		this.clock.forward(Duration.ofSeconds(30));
		assertThat(this.flow.resend(id, MALLORY, null)).isEqualTo(new SendDecision.Closed(Reason.FOREIGN));
		assertThat(this.flow.resend(ChallengeId.random(), ALICE, null))
			.isEqualTo(new SendDecision.Closed(Reason.UNKNOWN));
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-10 wrong codes lock the challenge")
	void wrongCodesLockTheChallenge() {
		ChallengeId id = begin();
		for (int left = 4; left > 0; left--) {
			assertThat(verify(id, WRONG)).isEqualTo(new Verdict.Rejected(left));
		}
		assertThat(verify(id, WRONG)).isEqualTo(new Verdict.Locked());
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.LOCKED));
		assertThat(this.telnyx.checked).hasSize(5);
	}

	@Test
	@DisplayName("SEC-10 the right code on the last attempt is accepted")
	void rightCodeOnTheLastAttemptIsAccepted() {
		ChallengeId id = begin();
		wrong(id, 4);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@Test
	@DisplayName("SEC-05 a resend gives back no attempt and extends no life")
	void resendGivesBackNothing() {
		ChallengeId id = begin();
		wrong(id, 3);
		this.clock.forward(Duration.ofSeconds(270));
		resend(id);
		assertThat(this.telnyx.sent).last().isEqualTo(new Message(PHONE, Channel.WHATSAPP, Duration.ofSeconds(30)));
		assertThat(verify(id, WRONG)).isEqualTo(new Verdict.Rejected(1));
		this.clock.forward(Duration.ofSeconds(60));
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.EXPIRED));
		assertThat(this.telnyx.checked).hasSize(4);
	}

	@Test
	@DisplayName("SEC-05 the right code succeeds at 4:59, and at 5:00 nobody is asked")
	void rightCodeSucceedsInTimeOnly() {
		ChallengeId id = begin();
		this.clock.forward(Duration.ofSeconds(299));
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
		ChallengeId late = begin();
		this.clock.forward(Duration.ofSeconds(300));
		assertThat(verify(late, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.EXPIRED));
		assertThat(this.telnyx.checked).hasSize(1);
	}

	@Test
	@DisplayName("SEC-04 a code succeeds once")
	void codeSucceedsOnce() {
		ChallengeId id = begin();
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.USED));
		assertThat(this.telnyx.checked).hasSize(1);
	}

	@Test
	@DisplayName("SEC-11 only an attempt that never left is given back")
	void attemptThatNeverLeftIsGivenBack() {
		ChallengeId id = begin();
		wrong(id, 4);
		this.telnyx.checkAnswers.add(() -> CheckAnswer.NEVER_LEFT);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Unavailable());
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAVAILABLE", "MISCONFIGURED", "EXPIRED" })
	@DisplayName("SEC-11 an attempt that any other trouble met stays counted")
	void attemptInTroubleStaysCounted(CheckAnswer answer) {
		ChallengeId id = begin();
		this.telnyx.checkAnswers.add(() -> answer);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isNotEqualTo(ACCEPTED);
		assertThat(status(id).attemptsLeft()).isEqualTo(4);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@Test
	@DisplayName("SEC-11 an attempt whose check throws stays counted, and the last one locks")
	void attemptThatThrowsStaysCounted() {
		ChallengeId id = begin();
		for (int each = 0; each < 5; each++) {
			this.telnyx.checkAnswers.add(() -> {
				throw new IllegalStateException("broken");
			});
			assertThatIllegalStateException().isThrownBy(() -> verify(id, WRONG)).withMessage("broken");
		}
		assertThat(state(id)).isEqualTo(ChallengeStatus.State.LOCKED);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.LOCKED));
		assertThat(this.telnyx.checked).hasSize(5);
	}

	@Test
	@DisplayName("SEC-24 after a change of the phone the challenge is over and nobody is asked")
	void changedPhoneEndsTheChallenge() {
		ChallengeId id = begin();
		assertThat(this.flow.verify(id, ALICE, OTHER, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Closed(Reason.FOREIGN));
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.ABANDONED));
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-02 a foreign attempt is refused, not counted, and nobody is asked")
	void foreignAttemptIsRefused() {
		ChallengeId id = begin();
		for (int each = 0; each < 10; each++) {
			assertThat(this.flow.verify(id, new Owner("alice", Purpose.STEP_UP), PHONE, ScriptedTelnyx.RIGHT))
				.isEqualTo(new Verdict.Closed(Reason.FOREIGN));
		}
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(status(id).attemptsLeft()).isEqualTo(5);
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@Test
	@DisplayName("SEC-35 another account cannot use the code")
	void anotherAccountCannotUseTheCode() {
		ChallengeId id = begin();
		assertThat(this.flow.verify(id, MALLORY, PHONE, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Closed(Reason.FOREIGN));
		assertThat(this.flow.status(id, MALLORY)).isEmpty();
		assertThat(verify(id, ScriptedTelnyx.RIGHT)).isEqualTo(ACCEPTED);
	}

	@Test
	void unknownChallengeIsClosed() {
		assertThat(verify(ChallengeId.random(), ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Closed(Reason.UNKNOWN));
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void storeThatIsAwayRefusesEverythingAndAsksNobody() {
		OtpFlow away = new OtpFlow(this.rules, Unrestrained.with(ALL), new AbsentStore(), this.telnyx, Runnable::run,
				Told.to(this.events::add));
		assertThat(away.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.Unavailable());
		assertThat(away.begin(ALICE, PHONE, ChallengeId.random())).isEqualTo(new SendDecision.Unavailable());
		assertThat(away.resend(ChallengeId.random(), ALICE, null)).isEqualTo(new SendDecision.Unavailable());
		assertThat(away.verify(ChallengeId.random(), ALICE, PHONE, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Unavailable());
		assertThat(away.verify(ChallengeId.random(), ALICE, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Unavailable());
		assertThat(this.events).as("each answer is told").hasSize(5);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void outboxThatRefusesSendsNothingAndSpendsNoPause() {
		Queue<Executor> outboxes = new ArrayDeque<>();
		outboxes.add((task) -> {
			throw new RejectedExecutionException();
		});
		OtpFlow busy = flow(
				(task) -> (outboxes.isEmpty() ? (Executor) Runnable::run : outboxes.remove()).execute(task));
		assertThat(busy.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.Unavailable());
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(busy.begin(ALICE, PHONE, null)).as("and bars nobody").isInstanceOf(SendDecision.Granted.class);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
	}

	@Test
	void statusTellsHowThingsStand() {
		ChallengeId id = begin();
		wrong(id, 1);
		this.clock.forward(Duration.ofSeconds(10));
		assertThat(status(id)).isEqualTo(new ChallengeStatus(ChallengeStatus.State.WAITING, PHONE,
				List.of(new Step(Channel.WHATSAPP, Delivery.ACCEPTED)), ALL, 4, Duration.ofSeconds(20),
				Duration.ofSeconds(290), new ChallengeStatus.Next(Channel.SMS, Duration.ofSeconds(20))));
		assertThat(this.flow.status(ChallengeId.random(), ALICE)).isEmpty();
	}

	@Test
	@DisplayName("SEC-07 nothing is sent for a challenge that was abandoned")
	void abandonedChallengeSendsNothing() {
		List<Runnable> outbox = new ArrayList<>();
		OtpFlow later = flow(outbox::add);
		ChallengeId id = ((SendDecision.Granted) later.begin(ALICE, PHONE, null)).challenge();
		later.abandon(id);
		later.abandon(ChallengeId.random());
		outbox.forEach(Runnable::run);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(later.status(id, ALICE)).get()
			.extracting(ChallengeStatus::state)
			.isEqualTo(ChallengeStatus.State.ABANDONED);
	}

	@Test
	void messageThatIsCarriedOutTwiceIsSentOnce() {
		List<Runnable> outbox = new ArrayList<>();
		flow(outbox::add).begin(ALICE, PHONE, null);
		outbox.forEach(Runnable::run);
		outbox.forEach(Runnable::run);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	void eventsTellTheStoryOfASuccess() {
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		ChallengeId id = begin();
		verify(id, WRONG);
		verify(id, ScriptedTelnyx.RIGHT);
		Subject about = Told.about(id, ALICE, PHONE);
		assertThat(this.events).containsExactly(new OtpEvent.Requested(about),
				new OtpEvent.Sent(about, Channel.WHATSAPP, new SendAnswer.Refused(SendAnswer.Reason.CHANNEL)),
				new OtpEvent.Moved(about, Channel.WHATSAPP, Channel.SMS, OtpEvent.Cause.REFUSED),
				new OtpEvent.Sent(about, Channel.SMS, new SendAnswer.Accepted(ScriptedTelnyx.verification(1))),
				new OtpEvent.Failed(about, new Verdict.Rejected(4)), new OtpEvent.Verified(about, Channel.SMS));
	}

	@Test
	void eventsTellOfALockOnce() {
		ChallengeId id = begin();
		wrong(id, 4);
		this.events.clear();
		wrong(id, 3);
		Subject about = Told.about(id, ALICE, PHONE);
		OtpEvent after = new OtpEvent.Refused(about, OtpEvent.Action.CHECK, "locked", null);
		assertThat(this.events).containsExactly(new OtpEvent.Failed(about, new Verdict.Locked()),
				new OtpEvent.Locked(about), after, after);
	}

	@Test
	void eventsShowNoCodeNoNumberAndNoId() {
		ChallengeId id = begin();
		verify(id, "987654");
		this.flow.verify(id, MALLORY, OTHER, "987654");
		wrong(id, 4);
		assertThat(this.events).hasSize(9)
			.allSatisfy((event) -> assertThat(event.toString()).doesNotContain("987654")
				.doesNotContain("5550100")
				.doesNotContain(id.value()));
	}

	@Test
	@DisplayName("SEC-10 of 100 wrong codes at once five are asked about, 200 times")
	void parallelWrongCodesAreLimited() throws Exception {
		for (int round = 0; round < 200; round++) {
			ChallengeId id = fresh();
			race(100, (each) -> () -> verify(id, "%06d".formatted(each)));
			assertThat(this.telnyx.checked).hasSize(5);
			assertThat(this.events).filteredOn(OtpEvent.Locked.class::isInstance).hasSize(1);
			assertThat(state(id)).isEqualTo(ChallengeStatus.State.LOCKED);
		}
	}

	@Test
	@DisplayName("SEC-10 of 95 wrong codes and a right one at once at most five are asked about")
	void rightCodeAmongParallelWrongOnesIsNoWayRound() throws Exception {
		for (int round = 0; round < 50; round++) {
			ChallengeId id = fresh();
			List<Verdict> verdicts = race(96,
					(each) -> () -> verify(id, (each == 50) ? ScriptedTelnyx.RIGHT : "%06d".formatted(each)));
			assertThat(this.telnyx.checked).hasSizeLessThanOrEqualTo(5);
			boolean asked = this.telnyx.checked.stream().anyMatch((check) -> check.code().equals(ScriptedTelnyx.RIGHT));
			assertThat(verdicts).filteredOn(ACCEPTED::equals).hasSize(asked ? 1 : 0);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { ScriptedTelnyx.RIGHT, WRONG })
	@DisplayName("SEC-39 a double click asks once, costs one try and gets one verdict, 200 times")
	void doubleClickIsOneSubmission(String code) throws Exception {
		AtomicReference<CountDownLatch> both = new AtomicReference<>(new CountDownLatch(0));
		ChallengeStore store = counting(new InMemoryChallengeStore(this.clock, 5000), both);
		OtpFlow flow = new OtpFlow(this.rules, Unrestrained.with(ALL), store, this.telnyx, Runnable::run,
				Told.nobody());
		for (int round = 0; round < 200; round++) {
			this.telnyx.checked.clear();
			this.clock.forward(Duration.ofMinutes(10));
			ChallengeId id = ((SendDecision.Granted) flow.begin(ALICE, PHONE, null)).challenge();
			both.set(new CountDownLatch(2));
			this.telnyx.checkAnswers.add(() -> {
				await(both.get());
				return code.equals(WRONG) ? CheckAnswer.WRONG : CheckAnswer.ACCEPTED;
			});
			List<Verdict> verdicts = race(2, (each) -> () -> flow.verify(id, ALICE, PHONE, code));
			assertThat(this.telnyx.checked).hasSize(1);
			assertThat(verdicts).containsExactlyInAnyOrder(code.equals(WRONG) ? new Verdict.Rejected(4) : ACCEPTED,
					code.equals(WRONG) ? new Verdict.Rejected(4) : new Verdict.Closed(Reason.USED));
		}
	}

	@Test
	@DisplayName("SEC-39 a double click that meets two nodes asks once and costs one try")
	void doubleClickOnTwoNodesIsOneSubmission() {
		ChallengeStore store = new InMemoryChallengeStore(this.clock, 5000);
		OtpFlow here = new OtpFlow(this.rules, Unrestrained.with(ALL), store, this.telnyx, Runnable::run,
				Told.nobody());
		OtpFlow there = new OtpFlow(this.rules, Unrestrained.with(ALL), store, this.telnyx, Runnable::run,
				Told.nobody());
		ChallengeId id = ((SendDecision.Granted) here.begin(ALICE, PHONE, null)).challenge();
		CompletableFuture<Verdict> second = new CompletableFuture<>();
		this.telnyx.checkAnswers.add(() -> {
			Thread other = new Thread(() -> second.complete(there.verify(id, ALICE, PHONE, WRONG)));
			other.start();
			while (other.isAlive() && other.getState() != Thread.State.TIMED_WAITING) {
				Thread.onSpinWait();
			}
			return CheckAnswer.WRONG;
		});
		assertThat(here.verify(id, ALICE, PHONE, WRONG)).isEqualTo(new Verdict.Rejected(4));
		assertThat(second.join()).isEqualTo(new Verdict.Unavailable());
		assertThat(this.telnyx.checked).hasSize(1);
		assertThat(here.verify(id, ALICE, PHONE, "111111")).isEqualTo(new Verdict.Rejected(3));
	}

	private static ChallengeStore counting(ChallengeStore store, AtomicReference<CountDownLatch> latch) {
		return (ChallengeStore) Proxy.newProxyInstance(ChallengeStore.class.getClassLoader(),
				new Class<?>[] { ChallengeStore.class }, (proxy, method, arguments) -> {
					Object answer = method.invoke(store, arguments);
					latch.get().countDown();
					return answer;
				});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	@DisplayName("SEC-04 of 50 right codes at once exactly one succeeds, 1000 times")
	void parallelRightCodesSucceedOnce() throws Exception {
		for (int round = 0; round < 1000; round++) {
			ChallengeId id = fresh();
			List<Verdict> verdicts = race(50, (each) -> () -> verify(id, ScriptedTelnyx.RIGHT));
			assertThat(verdicts).containsOnlyOnce(ACCEPTED);
			assertThat(this.events).filteredOn(OtpEvent.Verified.class::isInstance).hasSize(1);
		}
	}

	private OtpFlow flow(Executor outbox) {
		return flow(outbox, this.clock);
	}

	@Test
	@DisplayName("SEC-19 nothing is opened or sent for a phone that is refused")
	void nothingIsSentToARefusedPhone() {
		OtpFlow closed = new OtpFlow(this.rules,
				new Unrestrained((phone) -> new Destination("US", ALL, Destination.Refusal.KIND)), new AbsentStore(),
				this.telnyx, Runnable::run, Told.to(this.events::add));
		assertThat(closed.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.Refused());
		assertThat(this.telnyx.channels()).isEmpty();
		assertThat(this.events).singleElement()
			.isInstanceOfSatisfying(OtpEvent.Refused.class,
					(refused) -> assertThat(refused.rule()).isEqualTo("destination-kind"));
	}

	private OtpFlow flow(Executor outbox, InstantSource time) {
		return new OtpFlow(this.rules, Unrestrained.with(ALL), new InMemoryChallengeStore(time, 5000), this.telnyx,
				outbox, Told.to(this.events::add));
	}

	private ChallengeId begin() {
		return ((SendDecision.Granted) this.flow.begin(ALICE, PHONE, null)).challenge();
	}

	private static SendDecision begin(OtpFlow flow, List<ChallengeId> ids) {
		SendDecision decision = flow.begin(ALICE, PHONE, null);
		if (decision instanceof SendDecision.Granted granted) {
			ids.add(granted.challenge());
		}
		return decision;
	}

	private static boolean open(OtpFlow flow, ChallengeId id) {
		return flow.status(id, ALICE).orElseThrow().state() == ChallengeStatus.State.WAITING;
	}

	/** A challenge of its own time, with nothing remembered of the former ones. */
	private ChallengeId fresh() {
		this.clock.forward(Duration.ofMinutes(10));
		this.telnyx.checked.clear();
		this.events.clear();
		return begin();
	}

	private SendDecision resend(ChallengeId id) {
		return this.flow.resend(id, ALICE, null);
	}

	private Verdict verify(ChallengeId id, String code) {
		return this.flow.verify(id, ALICE, PHONE, code);
	}

	private void wrong(ChallengeId id, int times) {
		for (int each = 0; each < times; each++) {
			verify(id, WRONG);
		}
	}

	private ChallengeStatus status(ChallengeId id) {
		return this.flow.status(id, ALICE).orElseThrow();
	}

	private ChallengeStatus.State state(ChallengeId id) {
		return status(id).state();
	}

	private <T> List<T> race(int count, IntFunction<Callable<T>> steps) throws Exception {
		return this.race.run(count, steps);
	}

}
