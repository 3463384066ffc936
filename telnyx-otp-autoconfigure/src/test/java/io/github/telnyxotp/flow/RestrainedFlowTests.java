package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.OtpAlarm;
import io.github.telnyxotp.OtpEvent;
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
import io.github.telnyxotp.flow.restraint.Brakes;
import io.github.telnyxotp.flow.restraint.GuessPermit;
import io.github.telnyxotp.flow.restraint.Notes;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.flow.restraint.SendPermit;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link OtpFlow} with everything that restrains it, under attack.
 */
class RestrainedFlowTests {

	private static final PhoneNumber PHONE = phone(1);

	private static final PhoneNumber UNKNOWN = phone(666_666);

	private static final Owner VISITOR = new Owner("visitor", Purpose.LOGIN);

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final String WRONG = "000000";

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Brakes brakes = new Brakes(this.clock);

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final InMemoryChallengeStore store = new InMemoryChallengeStore(this.clock, 100_000);

	private final List<OtpEvent> events = new CopyOnWriteArrayList<>();

	private final List<OtpAlarm> alarms = new CopyOnWriteArrayList<>();

	private OtpFlow flow = flow(this.brakes.set());

	@Test
	@DisplayName("SEC-12 6 challenges with 5 wrong codes each bar: the right code is refused and nothing is sent")
	void sixChallengesOfFiveWrongCodesBar() {
		this.flow = flow(this.brakes.limits(List.of()).set());
		for (int challenge = 0; challenge < 6; challenge++) {
			ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
			for (int each = 0; each < 5; each++) {
				this.flow.verify(id, ALICE, PHONE, WRONG);
			}
			this.clock.forward(Duration.ofMinutes(6));
		}
		assertThat(this.telnyx.checked).hasSize(30);
		assertThat(told(OtpEvent.Barred.class)).hasSize(1);
		assertThat(this.flow.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.Closed(Reason.BARRED));
		assertThat(this.flow.begin(ALICE, phone(2), null)).as("another phone of the account")
			.isEqualTo(new SendDecision.Closed(Reason.BARRED));
		assertThat(this.telnyx.sent).hasSize(6);
		this.brakes.failures.reset("alice");
		this.brakes.failures.reset(PHONE);
		assertThat(right(begin(ALICE, PHONE, Origin.NONE), ALICE)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-12 whoever is barred while a code is under way cannot use it, and no attempt is spent on that")
	void theRightCodeOfOneWhoIsBarredIsRefused() {
		this.flow = flow(this.brakes.limits(List.of()).set());
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		for (int each = 0; each < 30; each++) {
			this.brakes.failures.reserve("alice", PHONE);
		}
		assertThat(right(id, ALICE)).isEqualTo(new Verdict.Closed(Reason.BARRED));
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(status(id, ALICE).attemptsLeft()).isEqualTo(5);
		this.clock.forward(Duration.ofSeconds(30));
		assertThat(this.flow.resend(id, ALICE, null)).isEqualTo(new SendDecision.Closed(Reason.BARRED));
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(refusals()).containsExactly("CHECK failures", "SEND failures");
		this.brakes.failures.reset("alice");
		this.brakes.failures.reset(PHONE);
		assertThat(right(id, ALICE)).isInstanceOf(Verdict.Accepted.class);
	}

	@ParameterizedTest
	@EnumSource(value = CheckAnswer.class, names = { "WRONG", "EXPIRED", "LOCKED" })
	@DisplayName("SEC-12 that somebody is barred is told with the last failure, whatever kind of failure it is")
	void barredIsToldOnceWithTheLastFailure(CheckAnswer last) {
		this.flow = flow(this.brakes.limits(List.of()).set());
		for (int each = 0; each < 29; each++) {
			this.brakes.failures.reserve("alice", PHONE);
		}
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		this.telnyx.checkAnswers.add(() -> last);
		this.flow.verify(id, ALICE, PHONE, WRONG);
		assertThat(told(OtpEvent.Barred.class)).hasSize(1);
	}

	@Test
	@DisplayName("SEC-14 WhatsApp, SMS, voice and SMS again share one budget, and a refused resend leaves no trace")
	void allChannelsShareOneBudget() {
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		for (Channel channel : List.of(Channel.SMS, Channel.CALL)) {
			this.clock.forward(Duration.ofSeconds(61));
			assertThat(this.flow.resend(id, ALICE, channel)).isEqualTo(new SendDecision.Granted(id));
		}
		for (int each = 0; each < 50; each++) {
			assertThat(this.flow.resend(id, ALICE, Channel.SMS)).isInstanceOf(SendDecision.TooSoon.class);
		}
		this.clock.forward(Duration.ofSeconds(120));
		assertThat(this.flow.resend(id, ALICE, Channel.SMS)).isInstanceOf(SendDecision.Granted.class);
		assertThat(this.telnyx.channels()).as("200 seconds after the first").hasSize(4);
		this.clock.forward(Duration.ofSeconds(60));
		assertThat(this.flow.begin(new Owner("bob", Purpose.SECOND_FACTOR), PHONE, null))
			.as("the phone has had its messages, whoever asks")
			.isInstanceOf(SendDecision.Limited.class);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS, Channel.CALL, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-14 a resend over the limit is refused with a time, struck out, and costs no attempt")
	void aResendSpendsTheBudget() {
		limit(this.brakes, StandardKey.PHONE, 1);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		this.clock.forward(Duration.ofSeconds(31));
		ChallengeStatus before = status(id, ALICE);
		for (int each = 0; each < 50; each++) {
			assertThat(this.flow.resend(id, ALICE, Channel.SMS))
				.isEqualTo(new SendDecision.Limited(Duration.ofMinutes(60).minusSeconds(31)));
		}
		assertThat(status(id, ALICE)).usingRecursiveComparison().ignoringFields("next").isEqualTo(before);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(right(id, ALICE)).as("SEC-18 the delivered code stays good").isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-14 a channel that Telnyx refuses is followed by another only if the budget allows that")
	void theFallbackAfterARefusalSpendsTheBudget() {
		limit(this.brakes, StandardKey.PHONE, 2);
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		this.telnyx.refuses(SendAnswer.Reason.CHANNEL);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(refusals()).containsExactly("SEND test");
		assertThat(status(id, ALICE).steps()).extracting(ChallengeStatus.Step::delivery).containsOnly(Delivery.REFUSED);
		assertThat(status(id, ALICE).attemptsLeft()).isEqualTo(5);
		nothingMoreLeaves(2);
	}

	@Test
	@DisplayName("SEC-14 a message that failed is followed by another only if the budget allows that")
	void theFallbackAfterAReportSpendsTheBudget() {
		limit(this.brakes, StandardKey.PHONE, 1);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		this.flow.delivery(ScriptedTelnyx.verification(1), Delivery.FAILED);
		this.flow.delivery(ScriptedTelnyx.verification(1), Delivery.FAILED);
		assertThat(refusals()).containsExactly("SEND test");
		assertThat(status(id, ALICE).steps()).hasSize(1);
		assertThat(status(id, ALICE).attemptsLeft()).isEqualTo(5);
		nothingMoreLeaves(1);
	}

	@Test
	@DisplayName("SEC-14 a late message is followed by another only if the budget allows that, and is asked about once")
	void theFallbackOfALateMessageSpendsTheBudget() {
		limit(this.brakes, StandardKey.PHONE, 1);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		nothingMoreLeaves(1);
		assertThat(refusals()).containsExactly("SEND test");
		assertThat(right(id, ALICE)).as("SEC-18 the first code stays good").isInstanceOf(Verdict.Accepted.class);
	}

	private void nothingMoreLeaves(int messages) {
		DueMoves moves = new DueMoves(this.store, this.flow);
		for (int each = 0; each < 29; each++) {
			this.clock.forward(Duration.ofSeconds(10));
			moves.run();
		}
		assertThat(this.telnyx.sent).hasSize(messages);
	}

	@Test
	@DisplayName("SEC-19 when money runs low the first message goes over the cheapest channel")
	void theCheapestChannelIsUsedWhenMoneyRunsLow() {
		this.flow = flow(this.brakes.limits(List.of()).dollars(10).set());
		for (int each = 0; each < 5; each++) {
			begin(new Owner("user" + each, Purpose.SECOND_FACTOR), phone(each), Origin.NONE);
		}
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.WHATSAPP, Channel.WHATSAPP,
				Channel.WHATSAPP, Channel.SMS);
		assertThat(this.alarms).hasOnlyElementsOfType(OtpAlarm.BudgetStep.class);
		assertThat(this.events).filteredOn(OtpEvent.Sent.class::isInstance)
			.last()
			.satisfies((sent) -> assertThat(((OtpEvent.Sent) sent).channel()).isEqualTo(Channel.SMS));
	}

	@Test
	@DisplayName("SEC-19 whoever was sent a code before the money was gone signs in with it")
	void existingChallengesVerifyWithoutMoney() {
		this.flow = flow(this.brakes.limits(List.of()).dollars(2).set());
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		assertThat(this.flow.begin(new Owner("bob", Purpose.SECOND_FACTOR), phone(2), null))
			.isInstanceOf(SendDecision.Limited.class);
		assertThat(right(id, ALICE)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-14 whoever is refused a first message has no challenge, and takes nobody's")
	void aRefusedBeginLeavesNoChallenge() {
		limit(this.brakes, StandardKey.PHONE, 1);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		this.clock.forward(Duration.ofMinutes(1));
		for (int each = 0; each < 50; each++) {
			assertThat(this.flow.begin(ALICE, PHONE, null)).isInstanceOf(SendDecision.Limited.class);
			assertThat(this.store.find(PHONE)).containsExactly(id);
		}
		assertThat(right(id, ALICE)).as("SEC-18 the delivered code stays good").isInstanceOf(Verdict.Accepted.class);
		assertThat(this.flow.begin(new Owner("bob", Purpose.SECOND_FACTOR), PHONE, null))
			.isInstanceOf(SendDecision.Limited.class);
		assertThat(this.store.find(PHONE)).isEmpty();
	}

	@Test
	@DisplayName("SEC-58 if nobody can say how much was sent nothing is, and no challenge is left behind")
	void withoutCountersNothingIsSent() {
		AtomicBoolean away = new AtomicBoolean(true);
		this.flow = flow(new MoodyRestraint(away));
		assertThat(this.flow.begin(ALICE, PHONE, null)).isEqualTo(new SendDecision.Unavailable());
		assertThat(this.store.find(PHONE)).isEmpty();
		begin(VISITOR, PHONE, network(1));
		assertThat(this.store.find(PHONE)).as("a decoy is in nobody's way").isEmpty();
		away.set(false);
		ChallengeId id = begin(ALICE, PHONE, Origin.NONE);
		away.set(true);
		this.clock.forward(Duration.ofSeconds(30));
		new DueMoves(this.store, this.flow).run();
		assertThat(this.flow.resend(id, ALICE, null)).isEqualTo(new SendDecision.Unavailable());
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(status(id, ALICE).steps()).hasSize(1);
		assertThat(refusals()).containsOnly("SEND unavailable");
	}

	@Test
	@DisplayName("SEC-14 of 60 parallel resends for one phone one leaves")
	void ofManyParallelResendsOneLeaves() throws Exception {
		try (Race race = new Race()) {
			for (int round = 0; round < 30; round++) {
				PhoneNumber phone = phone(100 + round);
				Owner owner = new Owner("user" + round, Purpose.SECOND_FACTOR);
				ChallengeId id = begin(owner, phone, Origin.NONE);
				this.clock.forward(Duration.ofSeconds(31));
				this.telnyx.sent.clear();
				List<SendDecision> decisions = race.run(60, (each) -> () -> this.flow.resend(id, owner, null));
				assertThat(this.telnyx.sent).hasSize(1);
				assertThat(decisions).filteredOn(SendDecision.Granted.class::isInstance).hasSize(1);
			}
		}
	}

	@Test
	@DisplayName("SEC-15 of 3000 guesses at 3000 phones from 3000 networks in an hour at most 2000 are checked")
	void horizontalGuessingIsBraked() {
		this.flow = flow(this.brakes.limits(checks()).set());
		List<Verdict> verdicts = new ArrayList<>();
		for (int each = 0; each < 3000; each++) {
			ChallengeId id = begin(VISITOR, phone(each), network(each));
			verdicts.add(this.flow.verify(id, VISITOR, phone(each), WRONG));
			this.clock.forward(Duration.ofMillis(1200));
		}
		assertThat(this.telnyx.checked).hasSizeBetween(1000, 2000);
		assertThat(verdicts.subList(0, 2001)).hasAtLeastOneElementOfType(Verdict.Limited.class);
		assertThat(this.alarms).filteredOn(OtpAlarm.LimitReached.class::isInstance)
			.singleElement()
			.satisfies((alarm) -> assertThat(((OtpAlarm.LimitReached) alarm).limit()).isEqualTo("check-alarm-1h"));
		assertThat(right(begin(ALICE, phone(9000), network(1)), ALICE)).as("SEC-18 owners are not locked out")
			.isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-18 100 networks that ask for a phone for an hour get 10 messages, and its owner signs in")
	void bombingAVictimIsCapped() {
		for (int minute = 0; minute < 60; minute++) {
			for (int network = 0; network < 100; network++) {
				this.flow.begin(new Claimant(VISITOR, PHONE, network(network)), null, null);
			}
			this.clock.forward(Duration.ofMinutes(1));
		}
		assertThat(this.telnyx.sent).hasSizeBetween(5, 10);
	}

	@Test
	@DisplayName("SEC-18 a code that was delivered stays good while strangers use up the messages of its phone")
	void aDeliveredCodeStaysGoodDuringASendLock() {
		begin(VISITOR, PHONE, network(1));
		begin(VISITOR, PHONE, network(2));
		ChallengeId owners = begin(VISITOR, PHONE, network(3));
		for (int network = 4; network < 100; network++) {
			begin(VISITOR, PHONE, network(network));
		}
		assertThat(this.telnyx.sent).hasSize(3);
		this.clock.forward(Duration.ofSeconds(31));
		assertThat(this.flow.resend(owners, VISITOR, null)).isEqualTo(new SendDecision.Granted(owners));
		assertThat(this.telnyx.sent).hasSize(3);
		assertThat(right(owners, VISITOR)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-18 10 parallel right logins of one user with challenges of their own succeed")
	void parallelRightLoginsSucceed() throws Exception {
		this.flow = flow(this.brakes.limits(checks()).set());
		List<ChallengeId> ids = IntStream.range(0, 10)
			.mapToObj((each) -> begin(ALICE, phone(each), network(1)))
			.toList();
		try (Race race = new Race()) {
			List<Verdict> verdicts = race.run(10,
					(each) -> () -> this.flow.verify(ids.get(each), ALICE, phone(each), ScriptedTelnyx.RIGHT));
			assertThat(verdicts).hasOnlyElementsOfType(Verdict.Accepted.class);
		}
	}

	@Test
	@DisplayName("SEC-15 a guess over the limit asks nobody and costs no attempt")
	void aLimitedGuessCostsNoAttempt() {
		this.flow = flow(this.brakes.limits(checks()).set());
		for (int each = 0; each < 20; each++) {
			this.flow.verify(begin(VISITOR, phone(each), network(1)), VISITOR, phone(each), WRONG);
		}
		this.telnyx.checked.clear();
		ChallengeId id = begin(ALICE, PHONE, network(1));
		for (int each = 0; each < 50; each++) {
			assertThat(right(id, ALICE)).isEqualTo(new Verdict.Limited(Duration.ofMinutes(3)));
		}
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(status(id, ALICE).attemptsLeft()).isEqualTo(5);
		this.clock.forward(Duration.ofMinutes(3));
		assertThat(right(id, ALICE)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-26 unknown, limited, barred and blocked numbers become decoys that look like a known one")
	void everyRefusalLooksAlike() {
		this.telnyx.sent.clear();
		ChallengeStatus known = seen(PHONE);
		for (int each = 0; each < 3; each++) {
			begin(VISITOR, phone(2), network(each));
		}
		for (int each = 0; each < 30; each++) {
			this.brakes.failures.reserve("carol", phone(3));
		}
		this.telnyx.sent.clear();
		for (PhoneNumber phone : List.of(UNKNOWN, phone(2), phone(3), Brakes.BLOCKED)) {
			assertThat(seen(phone)).usingRecursiveComparison().ignoringFields("phone").isEqualTo(known);
			assertThat(this.store.find(phone)).as("a decoy is in nobody's way").hasSizeLessThanOrEqualTo(1);
		}
		assertThat(this.telnyx.sent).isEmpty();
	}

	/** After a first message and a second, which a visitor is told are on their way. */
	private ChallengeStatus seen(PhoneNumber phone) {
		ChallengeId id = begin(VISITOR, phone, network(77));
		this.clock.forward(Duration.ofSeconds(31));
		assertThat(this.flow.resend(id, VISITOR, null)).isEqualTo(new SendDecision.Granted(id));
		return status(id, VISITOR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+13125000001", "+13125666666", "+447700900123" })
	@DisplayName("SEC-26 the limits of a network are charged alike for known, unknown and blocked numbers")
	void limitsAreChargedAlike(String number) {
		limit(this.brakes, StandardKey.IP, 3);
		for (int each = 0; each < 3; each++) {
			begin(VISITOR, new PhoneNumber(number), network(1));
		}
		assertThat(this.flow.begin(new Claimant(VISITOR, phone(5), network(1)), null, null))
			.as("the fourth message of the network")
			.isInstanceOf(SendDecision.Limited.class);
		assertThat(refusals()).endsWith("SEND test");
		assertThat(this.telnyx.sent).extracting(ScriptedTelnyx.Message::phone).doesNotContain(phone(5));
	}

	@Test
	@DisplayName("SEC-26 a right code for a barred phone is wrong as any other, and locks as others do")
	void aBarredPhoneLooksLikeAWrongCode() {
		this.flow = flow(this.brakes.limits(List.of()).set());
		ChallengeId barred = begin(VISITOR, PHONE, network(1));
		ChallengeId usual = begin(VISITOR, phone(2), network(1));
		for (int each = 0; each < 30; each++) {
			this.brakes.failures.reserve(null, PHONE);
		}
		for (int each = 0; each < 6; each++) {
			assertThat(right(barred, VISITOR)).isEqualTo(this.flow.verify(usual, VISITOR, phone(2), WRONG));
			assertThat(status(barred, VISITOR)).usingRecursiveComparison()
				.ignoringFields("phone")
				.isEqualTo(status(usual, VISITOR));
		}
		assertThat(this.telnyx.checked).extracting(ScriptedTelnyx.Check::phone).doesNotContain(PHONE);
	}

	@Test
	@DisplayName("SEC-31 nothing that is told names a phone")
	void nothingToldNamesAPhone() {
		this.flow = flow(this.brakes.dollars(4).pumping(Mode.RECORD_ONLY).set());
		for (int each = 0; each < 40; each++) {
			this.flow.verify(begin(VISITOR, PHONE, network(each)), VISITOR, PHONE, WRONG);
			this.flow.begin(new Owner("new" + each, Purpose.SIGN_UP), phone(each), null);
		}
		assertThat(this.events).hasSizeGreaterThan(100);
		assertThat(this.alarms).isNotEmpty();
		assertThat(this.events.toString() + this.alarms).doesNotContainPattern("[0-9]{6,}[^Z0-9-]*5000")
			.doesNotContain("312500", "192.0.2");
	}

	private void limit(Brakes brakes, StandardKey key, int most) {
		this.flow = flow(
				brakes.limits(List.of(new Limit("test", Action.SEND, key, most, Duration.ofHours(most), Mode.ENFORCE)))
					.set());
	}

	/** Only those on codes. */
	private static List<Limit> checks() {
		return Limits.defaults().stream().filter((limit) -> limit.action() == Action.CHECK).toList();
	}

	private OtpFlow flow(Restraint restraint) {
		return new OtpFlow(
				new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30),
						Map.of(Channel.WHATSAPP, Duration.ofSeconds(290), Channel.SMS, Duration.ofSeconds(290)))),
				restraint, this.store, this.telnyx, Runnable::run,
				new OtpEvents(this.events::add, this.alarms::add, (phone) -> "US", this.clock),
				new Visitors((phone) -> !phone.equals(UNKNOWN), Duration.ofNanos(1)));
	}

	private ChallengeId begin(Owner owner, PhoneNumber phone, Origin origin) {
		SendDecision decision = this.flow.begin(new Claimant(owner, phone, origin), null, null);
		assertThat(decision).isInstanceOf(SendDecision.Granted.class);
		return ((SendDecision.Granted) decision).challenge();
	}

	private Verdict right(ChallengeId id, Owner owner) {
		return this.flow.verify(id, owner, status(id, owner).phone(), ScriptedTelnyx.RIGHT);
	}

	private ChallengeStatus status(ChallengeId id, Owner owner) {
		return this.flow.status(id, owner).orElseThrow();
	}

	private List<OtpEvent> told(Class<? extends OtpEvent> type) {
		return this.events.stream().filter(type::isInstance).toList();
	}

	/** What was refused, and by which rule. */
	private List<String> refusals() {
		return told(OtpEvent.Refused.class).stream()
			.map((event) -> (OtpEvent.Refused) event)
			.map((refused) -> refused.action() + " " + refused.rule())
			.toList();
	}

	private static PhoneNumber phone(int each) {
		return new PhoneNumber("+1312" + (5_000_000 + each));
	}

	private static Origin network(int each) {
		return new Origin(new ClientNetwork("192.0.2." + each, "192.0.2." + each + "/24"), null);
	}

	/**
	 * A restraint whose counters are away now and then.
	 *
	 * @param away whether they are
	 */
	private record MoodyRestraint(AtomicBoolean away, Restraint usual) implements Restraint {

		MoodyRestraint(AtomicBoolean away) {
			this(away, Unrestrained.with(Brakes.ALL));
		}

		@Override
		public Destination destination(PhoneNumber phone) {
			return this.usual.destination(phone);
		}

		@Override
		public SendPermit send(Traffic traffic, List<Channel> served, List<Channel> wanted) {
			if (this.away.get()) {
				throw new StoreUnavailableException("The counters are away");
			}
			return this.usual.send(traffic, served, wanted);
		}

		@Override
		public Notes left(SendPermit.Granted permit) {
			return this.usual.left(permit);
		}

		@Override
		public Notes neverLeft(SendPermit.Granted permit) {
			return this.usual.neverLeft(permit);
		}

		@Override
		public Optional<SendPermit.Refused> visit(Traffic traffic) {
			return this.usual.visit(traffic);
		}

		@Override
		public void decoy(Traffic traffic) {
			this.usual.decoy(traffic);
		}

		@Override
		public GuessPermit guess(Traffic traffic) {
			return this.usual.guess(traffic);
		}

		@Override
		public void judged(Traffic traffic, GuessPermit.Granted permit, CheckAnswer answer) {
			this.usual.judged(traffic, permit, answer);
		}

		@Override
		public Notes verified(Traffic traffic, List<SentMessage> messages) {
			return this.usual.verified(traffic, messages);
		}

	}

}
