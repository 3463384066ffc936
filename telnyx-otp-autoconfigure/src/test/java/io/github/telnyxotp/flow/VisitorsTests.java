package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorsTests {

	private static final Owner VISITOR = new Owner("visitor", Purpose.LOGIN);

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber KNOWN = new PhoneNumber("+15550100001");

	private static final PhoneNumber UNKNOWN = new PhoneNumber("+15550100009");

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final List<Runnable> outbox = new ArrayList<>();

	private final AtomicInteger lookedUp = new AtomicInteger();

	private final OtpFlow flow = new OtpFlow(
			new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of())),
			Unrestrained.with(List.of(Channel.WHATSAPP, Channel.SMS)),
			new InMemoryChallengeStore(new TestClock(Instant.parse("2026-01-01T12:00:00Z")), 100), this.telnyx,
			this.outbox::add, Told.nobody(), new Visitors(this::admitted, Duration.ofMillis(1)));

	private boolean admitted(PhoneNumber phone) {
		this.lookedUp.incrementAndGet();
		return phone.equals(KNOWN);
	}

	@Test
	@DisplayName("SEC-28 the reply waits neither for Telnyx nor for the account: nobody was asked when it is given")
	void theReplyComesBeforeAnybodyIsAsked() {
		ChallengeStatus known = status(begin(VISITOR, KNOWN));
		ChallengeStatus unknown = status(begin(VISITOR, UNKNOWN));
		assertThat(this.lookedUp).hasValue(0);
		assertThat(this.outbox).as("both leave the same work behind").hasSize(2);
		assertThat(known).usingRecursiveComparison().ignoringFields("phone").isEqualTo(unknown);
	}

	@Test
	@DisplayName("SEC-27 a decoy takes wrong codes and locks as a real one does, and right codes too")
	void aDecoyLocksAsARealOneDoes() {
		ChallengeId known = begin(VISITOR, KNOWN);
		ChallengeId unknown = begin(VISITOR, UNKNOWN);
		carryOut();
		for (int each = 0; each < 6; each++) {
			assertThat(this.flow.verify(unknown, VISITOR, UNKNOWN, "424242"))
				.isEqualTo(this.flow.verify(known, VISITOR, KNOWN, "000000"));
		}
		assertThat(status(unknown).state()).isEqualTo(ChallengeStatus.State.LOCKED);
	}

	@Test
	@DisplayName("SEC-26 whatever Telnyx says of a code, a visitor is told that it is wrong")
	void whateverTelnyxSaysIsWrong() {
		for (CheckAnswer answer : CheckAnswer.values()) {
			ChallengeId id = begin(VISITOR, KNOWN);
			carryOut();
			this.telnyx.checkAnswers.add(() -> answer);
			Verdict verdict = this.flow.verify(id, VISITOR, KNOWN, "000000");
			assertThat(verdict)
				.isInstanceOf((answer == CheckAnswer.ACCEPTED) ? Verdict.Accepted.class : Verdict.Rejected.class);
		}
	}

	@Test
	void aVisitorNeverTakesTheCodeOfSomebodyWhoShowedAPassword() {
		ChallengeId alice = begin(ALICE, KNOWN);
		carryOut();
		begin(VISITOR, KNOWN);
		carryOut();
		assertThat(this.flow.status(alice, ALICE)).map(ChallengeStatus::state).contains(ChallengeStatus.State.WAITING);
	}

	@Test
	@DisplayName("SEC-26 a visitor does not notice that the owner of the number signs in")
	void aVisitorDoesNotNoticeTheOwner() {
		ChallengeId visited = begin(VISITOR, KNOWN);
		carryOut();
		ChallengeStatus before = status(visited);
		begin(ALICE, KNOWN);
		carryOut();
		assertThat(status(visited)).isEqualTo(before);
		assertThat(this.flow.verify(visited, VISITOR, KNOWN, "424242")).isInstanceOf(Verdict.Rejected.class);
	}

	private ChallengeId begin(Owner owner, PhoneNumber phone) {
		return ((SendDecision.Granted) this.flow.begin(owner, phone, null)).challenge();
	}

	private ChallengeStatus status(ChallengeId id) {
		Optional<ChallengeStatus> status = this.flow.status(id, VISITOR);
		return status.orElseThrow();
	}

	private void carryOut() {
		List<Runnable> waiting = List.copyOf(this.outbox);
		this.outbox.clear();
		waiting.forEach(Runnable::run);
	}

}
