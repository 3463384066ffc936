package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Channel;
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
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link OtpFlow} makes of reports of the network.
 */
class OtpFlowDeliveryTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	private static final VerificationId FIRST = ScriptedTelnyx.verification(1);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final List<OtpEvent> events = new CopyOnWriteArrayList<>();

	private final InMemoryChallengeStore store = new InMemoryChallengeStore(this.clock, 5000);

	private final OtpFlow flow = flow(this.store, Runnable::run);

	@Test
	@DisplayName("SEC-43 a failed delivery leads to the next channel once, however often it is reported")
	void failedDeliveryLeadsToTheNextChannelOnce() {
		ChallengeId id = begin(this.flow);
		for (int each = 0; each < 1000; each++) {
			assertThat(this.flow.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.KNOWN);
		}
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(steps(id)).containsExactly(new Step(Channel.WHATSAPP, Delivery.FAILED),
				new Step(Channel.SMS, Delivery.ACCEPTED));
	}

	@Test
	void newsIsToldOnceAndBeforeWhatFollows() {
		ChallengeId id = begin(this.flow);
		this.events.clear();
		this.flow.delivery(FIRST, Delivery.SENT);
		this.flow.delivery(FIRST, Delivery.FAILED);
		this.flow.delivery(FIRST, Delivery.FAILED);
		this.flow.delivery(FIRST, Delivery.SENT);
		Subject about = Told.about(id, ALICE, PHONE);
		assertThat(this.events).containsExactly(new OtpEvent.Reported(about, Channel.WHATSAPP, Delivery.SENT),
				new OtpEvent.Reported(about, Channel.WHATSAPP, Delivery.FAILED),
				new OtpEvent.Moved(about, Channel.WHATSAPP, Channel.SMS, OtpEvent.Cause.FAILED),
				new OtpEvent.Sent(about, Channel.SMS, new SendAnswer.Accepted(ScriptedTelnyx.verification(2))));
	}

	@Test
	@DisplayName("SEC-45 a report is answered before the next message leaves")
	void reportDoesNotWaitForTheNextMessage() {
		List<Runnable> outbox = new ArrayList<>();
		OtpFlow later = flow(this.store, outbox::add);
		begin(later);
		outbox.remove(0).run();
		assertThat(later.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.KNOWN);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
		outbox.remove(0).run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-44 reports about strangers and finished challenges have no effect")
	void strangersAndFinishedChallengesAreLeftAlone() {
		assertThat(this.flow.delivery(ScriptedTelnyx.verification(77), Delivery.FAILED)).isEqualTo(Receipt.STRANGER);
		ChallengeId id = begin(this.flow);
		this.flow.abandon(id);
		assertThat(this.flow.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.KNOWN);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	void storeThatIsAwayIsToldToWhoeverReports() {
		OtpFlow away = flow(new AbsentStore(), Runnable::run);
		assertThat(away.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.UNAVAILABLE);
	}

	@Test
	@DisplayName("SEC-44 a report that overtakes the answer to the sending takes effect with it, once")
	void reportThatIsEarlyTakesEffectLater() {
		this.telnyx.sendAnswers.add(() -> {
			assertThat(this.flow.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.STRANGER);
			assertThat(this.flow.delivery(FIRST, Delivery.SENT)).isEqualTo(Receipt.STRANGER);
			return new SendAnswer.Accepted(FIRST);
		});
		this.telnyx.sendAnswers.add(() -> new SendAnswer.Accepted(ScriptedTelnyx.verification(2)));
		ChallengeId id = begin(this.flow);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(steps(id)).containsExactly(new Step(Channel.WHATSAPP, Delivery.FAILED),
				new Step(Channel.SMS, Delivery.ACCEPTED));
	}

	@Test
	@DisplayName("SEC-44 a report that finds nothing just before the sending becomes known is not lost")
	void reportThatMissesTheSendingByAHairIsNotLost() {
		AtomicReference<Runnable> afterLookingInVain = new AtomicReference<>(() -> {
		});
		List<Runnable> outbox = new ArrayList<>();
		OtpFlow missing = flow(new LateStore(this.store, afterLookingInVain), outbox::add);
		begin(missing);
		afterLookingInVain.set(() -> outbox.remove(0).run());
		assertThat(missing.delivery(FIRST, Delivery.FAILED)).isEqualTo(Receipt.KNOWN);
		outbox.remove(0).run();
		assertThat(outbox).isEmpty();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-44 100 reports and the answer to the sending at once make one message more, 300 times")
	void reportsRaceWithTheSending() throws Exception {
		try (Race race = new Race()) {
			for (int round = 0; round < 300; round++) {
				this.clock.forward(Duration.ofMinutes(10));
				this.telnyx.sent.clear();
				VerificationId sent = ScriptedTelnyx.verification(1000 + round);
				VerificationId followed = ScriptedTelnyx.verification(5000 + round);
				this.telnyx.sendAnswers.add(() -> new SendAnswer.Accepted(sent));
				this.telnyx.sendAnswers.add(() -> new SendAnswer.Accepted(followed));
				race.run(20,
						(each) -> () -> (each == 10) ? begin(this.flow) : this.flow.delivery(sent, Delivery.FAILED));
				assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
			}
		}
	}

	private OtpFlow flow(ChallengeStore store, Executor outbox) {
		return new OtpFlow(this.rules, Unrestrained.with(ALL), store, this.telnyx, outbox, Told.to(this.events::add));
	}

	private static ChallengeId begin(OtpFlow flow) {
		return ((SendDecision.Granted) flow.begin(ALICE, PHONE, null)).challenge();
	}

	private List<Step> steps(ChallengeId id) {
		return this.flow.status(id, ALICE).map(ChallengeStatus::steps).orElseThrow();
	}

	/**
	 * A store in which things happen right after somebody has looked in vain.
	 *
	 * @param store the store
	 * @param then what happens, once
	 */
	private record LateStore(ChallengeStore store, AtomicReference<Runnable> then) implements ChallengeStore {

		@Override
		public <R> R apply(ChallengeId id, Rule<R> rule) {
			return this.store.apply(id, rule);
		}

		@Override
		public Set<ChallengeId> find(PhoneNumber phone) {
			return this.store.find(phone);
		}

		@Override
		public Optional<ChallengeId> find(VerificationId verification) {
			Optional<ChallengeId> found = this.store.find(verification);
			this.then.getAndSet(() -> {
			}).run();
			return found;
		}

		@Override
		public List<ChallengeId> due(int limit) {
			return this.store.due(limit);
		}

	}

}
