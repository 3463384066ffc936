package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.telnyx.CircuitTelnyxClient;
import io.github.telnyxotp.telnyx.TelnyxCircuits;
import io.github.telnyxotp.telnyx.TroubledTelnyx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What people get from the flow while Telnyx is in trouble.
 */
class OutageTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final String CODE = "424242";

	private static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	private static final List<Step> NOTHING = List.of();

	private final AtomicLong nanos = new AtomicLong();

	private final TroubledTelnyx telnyx = new TroubledTelnyx();

	private final TelnyxCircuits circuits = new TelnyxCircuits(this.nanos::get);

	private final OtpFlow flow = flow();

	@ParameterizedTest(name = "SEC-58 {0}")
	@MethodSource("sends")
	void sendInTroubleIsAskedOnce(String row, SendAnswer answer, State state, List<Step> steps) {
		this.telnyx.sendsAre(answer);
		ChallengeStatus status = status(begin());
		assertThat(this.telnyx.sent).hasValue(1);
		assertThat(status.state()).isEqualTo(state);
		assertThat(status.steps()).isEqualTo(steps);
		assertThat(status.channels()).isEqualTo(ALL);
	}

	static Stream<Arguments> sends() {
		return Stream.of(
				arguments("row 1: refused connection, budget refunded", new SendAnswer.Refused(Reason.NEVER_LEFT),
						State.STALLED, NOTHING),
				arguments("rows 2 and 6: lost or senseless answer, budget kept", new SendAnswer.Unknown(),
						State.WAITING, List.of(new Step(Channel.WHATSAPP, Delivery.UNKNOWN))),
				arguments("row 4: throttled, no other channel", new SendAnswer.Refused(Reason.THROTTLED), State.STALLED,
						List.of(new Step(Channel.WHATSAPP, Delivery.REFUSED))),
				arguments("row 5: refused key, no other channel", new SendAnswer.Refused(Reason.MISCONFIGURED),
						State.STALLED, List.of(new Step(Channel.WHATSAPP, Delivery.REFUSED))));
	}

	@ParameterizedTest(name = "SEC-58 {0}")
	@MethodSource("checks")
	void checkInTroubleIsNoSuccess(String row, CheckAnswer answer, int attemptsLeft) {
		ChallengeId id = begin();
		this.telnyx.checksAre(answer);
		assertThat(verify(id)).isEqualTo(new Verdict.Unavailable());
		assertThat(status(id).attemptsLeft()).isEqualTo(attemptsLeft);
	}

	static Stream<Arguments> checks() {
		return Stream.of(arguments("row 1: refused connection gives the attempt back", CheckAnswer.NEVER_LEFT, 5),
				arguments("rows 2, 4 and 6: an unclear answer keeps the attempt", CheckAnswer.UNAVAILABLE, 4),
				arguments("row 5: a refused key keeps the attempt", CheckAnswer.MISCONFIGURED, 4));
	}

	@Test
	@DisplayName("SEC-59 an open circuit moves nothing by itself: the person chooses another channel, at once")
	void openCircuitLeavesTheChoiceToThePerson() {
		openForWhatsApp();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		int before = this.telnyx.sent.get();
		ChallengeId id = begin();
		ChallengeStatus status = status(id);
		assertThat(this.telnyx.sent).hasValue(before);
		assertThat(status.state()).isEqualTo(State.STALLED);
		assertThat(status.steps()).isEmpty();
		assertThat(status.channels()).isEqualTo(ALL);
		assertThat(status.resendAfter()).isZero();
		assertThat(this.flow.resend(id, ALICE, Channel.SMS)).isEqualTo(new SendDecision.Granted(id));
		assertThat(status(id).steps()).containsExactly(new Step(Channel.SMS, Delivery.ACCEPTED));
		assertThat(verify(id)).isEqualTo(new Verdict.Accepted(PHONE, Channel.SMS));
	}

	@Test
	@DisplayName("SEC-48 sendings that an open circuit kept back cost no budget")
	void openCircuitCostsNoSendings() {
		openForWhatsApp();
		ChallengeId id = begin();
		for (int attempt = 0; attempt < 20; attempt++) {
			assertThat(this.flow.resend(id, ALICE, Channel.WHATSAPP)).isEqualTo(new SendDecision.Granted(id));
		}
		assertThat(status(id).steps()).isEmpty();
		assertThat(status(id).channels()).isEqualTo(ALL);
	}

	@Test
	@DisplayName("SEC-48 checks that an open circuit kept back cost no attempt, and the right code succeeds afterwards")
	void openCircuitCostsNoAttempts() {
		openForChecks();
		ChallengeId id = begin();
		this.telnyx.checksAre(CheckAnswer.ACCEPTED);
		int before = this.telnyx.checked.get();
		for (int attempt = 0; attempt < 20; attempt++) {
			assertThat(verify(id)).isEqualTo(new Verdict.Unavailable());
		}
		assertThat(this.telnyx.checked).hasValue(before);
		assertThat(status(id).attemptsLeft()).isEqualTo(5);
		pauseIsOver();
		assertThat(verify(id)).isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
	}

	@Test
	@DisplayName("SEC-60 an outage of five minutes at 50 logins a second asks Telnyx little and ends at once")
	void longOutageMakesNoStorm() {
		this.telnyx.sendsAreRefused(Reason.NEVER_LEFT);
		Duration tick = Duration.ofMillis(20);
		for (int login = 0; login < 5 * 60 * 50; login++) {
			begin();
			this.nanos.addAndGet(tick.toNanos());
		}
		// 20 calls until it opens, then one probe after each pause of ten seconds
		assertThat(this.telnyx.sent).hasValueBetween(40, 50);
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		pauseIsOver();
		assertThat(status(begin()).state()).isEqualTo(State.WAITING);
	}

	private void openForWhatsApp() {
		this.telnyx.sendsAre(new SendAnswer.Unknown());
		while (this.circuits.sends(Channel.WHATSAPP) == TelnyxCircuits.State.CLOSED) {
			begin();
		}
	}

	private void openForChecks() {
		this.telnyx.checksAre(CheckAnswer.UNAVAILABLE);
		while (this.circuits.checks() == TelnyxCircuits.State.CLOSED) {
			verify(begin());
		}
	}

	private void pauseIsOver() {
		this.nanos.addAndGet(Duration.ofSeconds(10).plusNanos(1).toNanos());
	}

	private ChallengeId begin() {
		return ((SendDecision.Granted) this.flow.begin(ALICE, PHONE, null)).challenge();
	}

	private Verdict verify(ChallengeId id) {
		return this.flow.verify(id, ALICE, PHONE, CODE);
	}

	private ChallengeStatus status(ChallengeId id) {
		return this.flow.status(id, ALICE).orElseThrow();
	}

	private OtpFlow flow() {
		Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));
		TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));
		return new OtpFlow(rules, Unrestrained.with(ALL), new InMemoryChallengeStore(clock, 100_000),
				new CircuitTelnyxClient(this.telnyx, this.circuits), Runnable::run, Told.nobody());
	}

}
