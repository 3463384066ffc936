package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryWatch}.
 */
class DeliveryWatchTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final OtpEvent.Subject SUBJECT = new OtpEvent.Subject("c", ALICE, "+1***01", "US", Instant.EPOCH);

	private static final SendAnswer ACCEPTED = new SendAnswer.Accepted(
			new VerificationId("00000000-0000-0000-0000-000000000001"));

	private final AtomicLong nanos = new AtomicLong(-5);

	private final DeliveryWatch watch = new DeliveryWatch(this.nanos::get);

	@Test
	@DisplayName("SEC-60 ten messages a minute old without a report make their channel slow, and no other")
	void silenceIsNoticed() {
		report(Channel.SMS);
		send(Channel.WHATSAPP, 10);
		send(Channel.SMS, 9);
		after(Duration.ofSeconds(59));
		assertThat(this.watch.now()).isEmpty();
		after(Duration.ofSeconds(1));
		assertThat(this.watch.now()).containsExactly(Channel.WHATSAPP);
	}

	@Test
	@DisplayName("SEC-60 one report ends the silence of its channel")
	void reportEndsTheSilence() {
		report(Channel.SMS);
		send(Channel.WHATSAPP, 20);
		after(Duration.ofMinutes(2));
		report(Channel.SMS);
		assertThat(this.watch.now()).containsExactly(Channel.WHATSAPP);
		report(Channel.WHATSAPP);
		assertThat(this.watch.now()).isEmpty();
	}

	@Test
	void messagesThatGoOnLeavingDoNotHideTheSilence() {
		report(Channel.SMS);
		for (int each = 0; each < 200; each++) {
			send(Channel.WHATSAPP, 5);
			after(Duration.ofSeconds(1));
		}
		assertThat(this.watch.now()).containsExactly(Channel.WHATSAPP);
	}

	@Test
	void silenceIsForgottenWhenNothingIsSentAnyMore() {
		report(Channel.SMS);
		send(Channel.WHATSAPP, 10);
		after(Duration.ofMinutes(15));
		assertThat(this.watch.now()).isEmpty();
	}

	@Test
	void withoutAnyReportNothingIsKnown() {
		send(Channel.WHATSAPP, 100);
		after(Duration.ofMinutes(5));
		assertThat(this.watch.now()).isEmpty();
	}

	@Test
	void messagesThatWereNotTakenDoNotCount() {
		report(Channel.SMS);
		for (int each = 0; each < 20; each++) {
			this.watch.accept(new OtpEvent.Sent(SUBJECT, Channel.WHATSAPP, new SendAnswer.Unknown()));
		}
		after(Duration.ofMinutes(5));
		assertThat(this.watch.now()).isEmpty();
	}

	private void send(Channel channel, int times) {
		for (int each = 0; each < times; each++) {
			this.watch.accept(new OtpEvent.Sent(SUBJECT, channel, ACCEPTED));
		}
	}

	private void report(Channel channel) {
		this.watch.accept(new OtpEvent.Reported(SUBJECT, channel, Delivery.DELIVERED));
	}

	private void after(Duration duration) {
		this.nanos.addAndGet(duration.toNanos());
	}

}
