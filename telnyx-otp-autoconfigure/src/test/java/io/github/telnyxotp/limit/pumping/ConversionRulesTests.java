package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConversionRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-20T12:00:00Z");

	private final ConversionRules rules = new ConversionRules(new PumpingPolicy.Conversion(0.2, 0.4, 10));

	private Tally tally;

	@Test
	@DisplayName("SEC-19 a conversion below 20 % over ten messages is told once, and once that it is over")
	void toldOnceUntilItRecovers() {
		sent(10, 0);
		verified(1, 0);
		assertThat(send(19)).isEmpty();
		assertThat(send(20)).contains(new ConversionAlarm("US", Channel.SMS, true, 10, 1));
		assertThat(send(21)).isEmpty();
		sent(8, 30);
		verified(6, 30);
		// 21 messages and 7 proofs are 33 %, which is no longer low but not yet usual
		assertThat(send(50)).isEmpty();
		verified(1, 30);
		assertThat(apply(this.rules.verified("US", Channel.SMS, at(30)), 50))
			.contains(new ConversionAlarm("US", Channel.SMS, false, 21, 9));
		assertThat(send(51)).isEmpty();
	}

	@Test
	void nineMessagesAreTooFewToJudge() {
		sent(9, 0);
		assertThat(send(20)).isEmpty();
		assertThat(send(30)).isEmpty();
		assertThat(send(40)).isPresent();
	}

	@Test
	void messageThatNeverLeftIsNotJudged() {
		sent(11, 9);
		apply(this.rules.undo(), 9);
		apply(this.rules.undo(), 10);
		assertThat(send(29)).as("nine are too few").isEmpty();
	}

	@Test
	void oneInFiveIsNotBelowIt() {
		sent(10, 0);
		verified(2, 0);
		assertThat(send(20)).isEmpty();
	}

	@Test
	void proofMayEndTheAlarm() {
		sent(10, 0);
		assertThat(send(20)).isPresent();
		verified(3, 0);
		assertThat(((ConversionTally) this.tally).low()).isTrue();
		assertThat(apply(this.rules.verified("US", Channel.SMS, at(0)), 20))
			.contains(new ConversionAlarm("US", Channel.SMS, false, 10, 4));
	}

	@Test
	void messagesOfMoreThanTwoHoursAgoAreForgotten() {
		sent(10, 0);
		verified(10, 0);
		sent(10, 20);
		assertThat(send(130)).isEmpty();
		assertThat(send(140)).contains(new ConversionAlarm("US", Channel.SMS, true, 10, 0));
	}

	@Test
	void alarmStandsWhileNobodySendsAnything() {
		sent(10, 0);
		assertThat(send(20)).isPresent();
		assertThat(send(500)).isEmpty();
		assertThat(((ConversionTally) this.tally).low()).isTrue();
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofDays(2));
		assertThat(this.tally).hasToString("ConversionTally[low=true]");
	}

	private void sent(int count, int minute) {
		for (int each = 0; each < count; each++) {
			send(minute);
		}
	}

	private void verified(int count, int minute) {
		for (int each = 0; each < count; each++) {
			apply(this.rules.verified("US", Channel.SMS, at(minute)), minute);
		}
	}

	private Optional<ConversionAlarm> send(int minute) {
		return apply(this.rules.send("US", Channel.SMS), minute);
	}

	private <R> R apply(TallyRule<R> rule, int minute) {
		TallyChange<R> change = rule.apply(this.tally, at(minute));
		this.tally = change.tally();
		return change.answer();
	}

	private static Instant at(int minute) {
		return NOON.plus(Duration.ofMinutes(minute));
	}

}
