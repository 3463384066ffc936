package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ladder when nobody says anything: time alone moves it.
 */
class DueMovesTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final InMemoryChallengeStore store = new InMemoryChallengeStore(this.clock, 5000);

	private final OtpFlow flow = new OtpFlow(
			new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30),
					Map.of(Channel.WHATSAPP, Duration.ofSeconds(25), Channel.SMS, Duration.ofSeconds(40)))),
			Unrestrained.with(List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL)), this.store, this.telnyx,
			Runnable::run, Told.nobody());

	private final DueMoves moves = new DueMoves(this.store, this.flow);

	@Test
	void eachChannelHasItsTimeAndThenTheNextOneIsTried() {
		this.flow.begin(ALICE, PHONE, null);
		this.clock.forward(Duration.ofMillis(24_999));
		this.moves.run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
		this.clock.forward(Duration.ofMillis(1));
		this.moves.run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
		this.clock.forward(Duration.ofSeconds(40));
		this.moves.run();
		this.clock.forward(Duration.ofMinutes(2));
		this.moves.run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS, Channel.CALL);
	}

	@Test
	@DisplayName("SEC-59 many nodes that move at once send one message")
	void manyThatMoveAtOnceSendOneMessage() throws Exception {
		this.flow.begin(ALICE, PHONE, null);
		this.clock.forward(Duration.ofSeconds(25));
		try (Race race = new Race()) {
			race.run(20, (each) -> Executors.callable(this.moves));
		}
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	void nothingIsSentOnceTheChallengeIsOver() {
		this.flow.begin(ALICE, PHONE, null);
		this.store.find(PHONE).forEach(this.flow::abandon);
		this.clock.forward(Duration.ofSeconds(25));
		this.moves.run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP);
	}

	@Test
	void whatFailsOnceKeepsNothingElseFromMoving() {
		Queue<RuntimeException> failures = new ArrayDeque<>(List.of(new RejectedExecutionException("busy")));
		OtpFlow failing = new OtpFlow(
				new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of())),
				Unrestrained.with(List.of(Channel.WHATSAPP, Channel.SMS)), this.store, this.telnyx, Runnable::run,
				Told.to((event) -> {
					if (this.telnyx.channels().size() == 3 && !failures.isEmpty()) {
						throw failures.remove();
					}
				}));
		failing.begin(ALICE, PHONE, null);
		failing.begin(ALICE, new PhoneNumber("+15550100002"), null);
		this.clock.forward(Duration.ofSeconds(30));
		new DueMoves(this.store, failing).run();
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.WHATSAPP, Channel.SMS,
				Channel.SMS);
	}

}
