package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.github.telnyxotp.CapturedLog;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.TelnyxCircuits.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link CircuitTelnyxClient}.
 */
class CircuitTelnyxClientTests {

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final SendAnswer UNKNOWN = new SendAnswer.Unknown();

	private static final SendAnswer NEVER_LEFT = new SendAnswer.Refused(Reason.NEVER_LEFT);

	// Negative, as a real one may be, and about to pass zero
	private final AtomicLong nanos = new AtomicLong(-TimeUnit.SECONDS.toNanos(5));

	private final TroubledTelnyx telnyx = new TroubledTelnyx();

	private final TelnyxCircuits circuits = new TelnyxCircuits(this.nanos::get);

	private final TelnyxClient client = new CircuitTelnyxClient(this.telnyx, this.circuits);

	private final Race race = new Race();

	@AfterEach
	void endTheRace() {
		this.race.close();
	}

	@Test
	@DisplayName("SEC-48 nineteen calls in trouble leave the circuit closed, the twentieth opens it")
	void opensWithTheTwentiethCall() {
		this.telnyx.sendsAre(UNKNOWN);
		send(19);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
		send(1);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
	}

	@Test
	@DisplayName("SEC-48 half of the calls in trouble open the circuit")
	void opensAtHalf() {
		send(10);
		this.telnyx.sendsAre(UNKNOWN);
		send(9);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
		send(1);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
	}

	@Test
	@DisplayName("SEC-48 fewer than half leave the circuit closed")
	void staysClosedBelowHalf() {
		send(51);
		this.telnyx.sendsAre(UNKNOWN);
		send(49);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
		assertThat(this.telnyx.sent).hasValue(100);
	}

	@Test
	void troubleOfMoreThanAMinuteAgoIsForgotten() {
		this.telnyx.sendsAre(UNKNOWN);
		send(19);
		forward(Duration.ofSeconds(61));
		send(19);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
	}

	@Test
	@DisplayName("SEC-48 an open circuit answers for ten seconds without asking")
	void openCircuitAsksNobody() {
		openForSends();
		forward(Duration.ofSeconds(10));
		assertThat(send()).isEqualTo(NEVER_LEFT);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
		assertThat(this.telnyx.sent).hasValue(20);
	}

	@Test
	@DisplayName("SEC-60 after the pause the next three good calls close the circuit, with no further wait")
	void threeGoodProbesClose() {
		openForSends();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		pauseIsOver();
		assertThat(send()).isEqualTo(TroubledTelnyx.SENT);
		assertThat(send()).isEqualTo(TroubledTelnyx.SENT);
		assertThat(whatsapp()).isEqualTo(State.HALF_OPEN);
		assertThat(send()).isEqualTo(TroubledTelnyx.SENT);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
	}

	@Test
	void oneProbeInTroubleOpensAgainForTheWholePause() {
		openForSends();
		pauseIsOver();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		send(2);
		this.telnyx.sendsAre(UNKNOWN);
		send(1);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
		forward(Duration.ofSeconds(10));
		assertThat(send()).isEqualTo(NEVER_LEFT);
		assertThat(this.telnyx.sent).hasValue(23);
	}

	@Test
	void closedAgainItStartsToCountAnew() {
		openForSends();
		pauseIsOver();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		send(3);
		this.telnyx.sendsAre(UNKNOWN);
		send(19);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
		send(1);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
	}

	@Test
	@DisplayName("SEC-60 the end of the pause shows even when nobody calls")
	void pauseEndsWithoutCalls() {
		openForSends();
		pauseIsOver();
		assertThat(whatsapp()).isEqualTo(State.HALF_OPEN);
	}

	@Test
	void lookingAtTheStateCostsNoProbe() {
		openForSends();
		pauseIsOver();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		for (int look = 0; look < 10; look++) {
			assertThat(whatsapp()).isEqualTo(State.HALF_OPEN);
		}
		send(3);
		assertThat(this.telnyx.sent).hasValue(23);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
	}

	@ParameterizedTest(name = "SEC-58 {0}")
	@MethodSource("troubledSends")
	void sendInTroubleCounts(String row, SendAnswer answer) {
		this.telnyx.sendsAre(answer);
		for (int call = 0; call < 20; call++) {
			assertThat(send()).isEqualTo(answer);
		}
		assertThat(whatsapp()).isEqualTo(State.OPEN);
	}

	static Stream<Arguments> troubledSends() {
		return Stream.of(arguments("row 1: refused connections count", NEVER_LEFT),
				arguments("rows 2 and 6: lost and senseless answers count", UNKNOWN),
				arguments("row 4: being throttled counts", new SendAnswer.Refused(Reason.THROTTLED)),
				arguments("row 5: a refused key counts", new SendAnswer.Refused(Reason.MISCONFIGURED)));
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAVAILABLE", "MISCONFIGURED", "NEVER_LEFT" })
	@DisplayName("SEC-58 rows 1, 2, 4, 5, 6: a check in trouble counts")
	void checkInTroubleCounts(CheckAnswer answer) {
		this.telnyx.checksAre(answer);
		for (int call = 0; call < 20; call++) {
			assertThat(check()).isEqualTo(answer);
		}
		assertThat(this.circuits.checks()).isEqualTo(State.OPEN);
		this.telnyx.checksAre(CheckAnswer.ACCEPTED);
		assertThat(check()).isEqualTo(CheckAnswer.NEVER_LEFT);
		assertThat(this.telnyx.checked).hasValue(20);
	}

	@Test
	void refusedChannelIsNoTrouble() {
		this.telnyx.sendsAreRefused(Reason.CHANNEL);
		send(100);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
		assertThat(this.telnyx.sent).hasValue(100);
	}

	@ParameterizedTest
	@EnumSource(names = { "ACCEPTED", "WRONG", "EXPIRED", "LOCKED" })
	@DisplayName("SEC-48 guessing codes opens no circuit")
	void judgedCodeIsNoTrouble(CheckAnswer answer) {
		this.telnyx.checksAre(answer);
		for (int call = 0; call < 100; call++) {
			assertThat(check()).isEqualTo(answer);
		}
		assertThat(this.circuits.checks()).isEqualTo(State.CLOSED);
	}

	@Test
	void channelsDoNotShareTheirTrouble() {
		openForSends();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		assertThat(this.client.send(PHONE, Channel.SMS, Duration.ofMinutes(5))).isEqualTo(TroubledTelnyx.SENT);
		assertThat(check()).isEqualTo(CheckAnswer.ACCEPTED);
		assertThat(send()).isEqualTo(NEVER_LEFT);
		assertThat(this.circuits.sends(Channel.SMS)).isEqualTo(State.CLOSED);
		assertThat(this.circuits.sends(Channel.CALL)).isEqualTo(State.CLOSED);
		assertThat(this.circuits.checks()).isEqualTo(State.CLOSED);
	}

	@Test
	void checksInTroubleLeaveSendingsAlone() {
		this.telnyx.checksAre(CheckAnswer.UNAVAILABLE);
		for (int call = 0; call < 20; call++) {
			check();
		}
		assertThat(this.circuits.checks()).isEqualTo(State.OPEN);
		assertThat(send()).isEqualTo(TroubledTelnyx.SENT);
	}

	@Test
	void exceptionOfSendCountsAndIsPassedOn() {
		this.telnyx.sends.set(() -> {
			throw new IllegalStateException("broken client");
		});
		for (int call = 0; call < 20; call++) {
			assertThatIllegalStateException().isThrownBy(this::send).withMessage("broken client");
		}
		assertThat(whatsapp()).isEqualTo(State.OPEN);
		assertThat(send()).isEqualTo(NEVER_LEFT);
	}

	@Test
	void exceptionOfCheckCountsAndIsPassedOn() {
		this.telnyx.checks.set(() -> {
			throw new IllegalStateException("broken client");
		});
		for (int call = 0; call < 20; call++) {
			assertThatIllegalStateException().isThrownBy(this::check).withMessage("broken client");
		}
		assertThat(this.circuits.checks()).isEqualTo(State.OPEN);
		assertThat(check()).isEqualTo(CheckAnswer.NEVER_LEFT);
	}

	@Test
	@DisplayName("SEC-60 of fifty callers after the pause three ask Telnyx, the others are answered meanwhile")
	void probesAreBounded() throws Exception {
		openForSends();
		pauseIsOver();
		CountDownLatch others = new CountDownLatch(47);
		this.telnyx.sends.set(() -> await(others) ? TroubledTelnyx.SENT : UNKNOWN);
		List<SendAnswer> answers = this.race.run(50, (each) -> () -> {
			SendAnswer answer = send();
			if (answer.equals(NEVER_LEFT)) {
				others.countDown();
			}
			return answer;
		});
		assertThat(answers).filteredOn(NEVER_LEFT::equals).hasSize(47);
		assertThat(answers).filteredOn(TroubledTelnyx.SENT::equals).hasSize(3);
		assertThat(this.telnyx.sent).hasValue(23);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
	}

	@Test
	void fiftyCallersWithTroubleOpenTheCircuitOnce() throws Exception {
		for (int round = 0; round < 50; round++) {
			TelnyxCircuits circuits = new TelnyxCircuits(this.nanos::get);
			TelnyxClient client = new CircuitTelnyxClient(this.telnyx, circuits);
			this.telnyx.sendsAre(UNKNOWN);
			this.race.run(50, (each) -> () -> client.send(PHONE, Channel.SMS, Duration.ofMinutes(5)));
			assertThat(circuits.sends(Channel.SMS)).isEqualTo(State.OPEN);
			pauseIsOver();
			this.race.run(50, (each) -> () -> client.send(PHONE, Channel.SMS, Duration.ofMinutes(5)));
			assertThat(circuits.sends(Channel.SMS)).isEqualTo(State.OPEN);
			pauseIsOver();
			this.telnyx.sendsAre(TroubledTelnyx.SENT);
			this.race.run(50, (each) -> () -> client.send(PHONE, Channel.SMS, Duration.ofMinutes(5)));
			assertThat(circuits.sends(Channel.SMS)).isEqualTo(State.CLOSED);
		}
	}

	@Test
	void lookingAtTheStateDuringARaceLosesNoProbe() throws Exception {
		openForSends();
		for (int round = 0; round < 200; round++) {
			pauseIsOver();
			this.telnyx.sendsAre(UNKNOWN);
			this.race.run(8, (each) -> (each < 4) ? this::whatsapp : this::send);
			pauseIsOver();
			send(1);
			assertThat(whatsapp()).isEqualTo(State.OPEN);
		}
		pauseIsOver();
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		send(3);
		assertThat(whatsapp()).isEqualTo(State.CLOSED);
	}

	@Test
	void callUnderWayDoesNotKeepOthersWaiting() throws Exception {
		CountDownLatch other = new CountDownLatch(1);
		AtomicBoolean first = new AtomicBoolean(true);
		this.telnyx.sends.set(() -> (!first.getAndSet(false) || await(other)) ? TroubledTelnyx.SENT : UNKNOWN);
		List<SendAnswer> answers = this.race.run(2, (each) -> () -> {
			SendAnswer answer = send();
			other.countDown();
			return answer;
		});
		assertThat(answers).containsExactly(TroubledTelnyx.SENT, TroubledTelnyx.SENT);
	}

	@Test
	@DisplayName("SEC-52 a refused key is known until Telnyx takes it again")
	void refusedKeyIsKnownUntilTaken() {
		assertThat(this.circuits.misconfigured()).isFalse();
		this.telnyx.sendsAreRefused(Reason.MISCONFIGURED);
		send();
		assertThat(this.circuits.misconfigured()).isTrue();
		this.telnyx.sendsAre(UNKNOWN);
		send();
		assertThat(this.circuits.misconfigured()).isTrue();
		this.telnyx.sendsAreRefused(Reason.CHANNEL);
		send();
		assertThat(this.circuits.misconfigured()).isFalse();
		this.telnyx.checksAre(CheckAnswer.MISCONFIGURED);
		check();
		assertThat(this.circuits.misconfigured()).isTrue();
		this.telnyx.checksAre(CheckAnswer.WRONG);
		check();
		assertThat(this.circuits.misconfigured()).isFalse();
	}

	@Test
	void retrievingIsPassedOnInEveryState() {
		openForSends();
		this.telnyx.checksAre(CheckAnswer.UNAVAILABLE);
		for (int call = 0; call < 20; call++) {
			check();
		}
		VerificationId verification = new VerificationId("00000000-0000-0000-0000-000000000001");
		assertThat(this.client.retrieve(verification)).isEqualTo(VerificationStatus.PENDING);
	}

	@Test
	@DisplayName("SEC-60 operators are told once when a circuit opens and once when it closes")
	void tellsWhenItOpensAndCloses() {
		try (CapturedLog log = new CapturedLog(CircuitTelnyxClient.class.getName(), Level.INFO)) {
			openForSends();
			pauseIsOver();
			this.telnyx.sendsAre(UNKNOWN);
			send();
			pauseIsOver();
			this.telnyx.sendsAre(TroubledTelnyx.SENT);
			send(3);
			assertThat(log.events()).extracting((event) -> event.getLevel() + " " + event.getFormattedMessage())
				.containsExactly(
						"WARN Too many calls to Telnyx fail: sending by whatsapp pauses until a call succeeds again",
						"INFO Calls to Telnyx succeed again: sending by whatsapp goes on");
		}
	}

	private void openForSends() {
		this.telnyx.sendsAre(UNKNOWN);
		send(20);
		assertThat(whatsapp()).isEqualTo(State.OPEN);
	}

	private void pauseIsOver() {
		forward(Duration.ofSeconds(10).plusNanos(1));
	}

	private void forward(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

	private void send(int count) {
		for (int call = 0; call < count; call++) {
			send();
		}
	}

	private SendAnswer send() {
		return this.client.send(PHONE, Channel.WHATSAPP, Duration.ofMinutes(5));
	}

	private CheckAnswer check() {
		return this.client.check(PHONE, null, "424242");
	}

	private State whatsapp() {
		return this.circuits.sends(Channel.WHATSAPP);
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
