package io.github.telnyxotp.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.test.NoLeaks;
import io.github.telnyxotp.test.WithPhoneFactor;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the bank writes down, and what of it a customer sees.
 */
@SpringBootTest(properties = "telnyx.otp.simulator.port=0")
@AutoConfigureMockMvc
@NoLeaks
class AuditTrailTests {

	private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.123456789Z");

	@Autowired
	private ApplicationEventPublisher publisher;

	@Autowired
	private AuditTrail trail;

	@Autowired
	private MockMvcTester http;

	@Test
	void eachEventIsALine() {
		Subject subject = subject("walter", "aaaaaaaaaaaa", TEN);
		List<OtpEvent> story = List.of(new OtpEvent.Requested(subject),
				new OtpEvent.Sent(subject, Channel.WHATSAPP, new SendAnswer.Refused(SendAnswer.Reason.CHANNEL)),
				new OtpEvent.Moved(subject, Channel.WHATSAPP, Channel.SMS, OtpEvent.Cause.REFUSED),
				new OtpEvent.Reported(subject, Channel.SMS, Delivery.DELIVERED),
				new OtpEvent.Resent(subject, Channel.CALL), new OtpEvent.Completed(subject, "accepted"),
				new OtpEvent.Failed(subject, new Verdict.Rejected(4)), new OtpEvent.Locked(subject),
				new OtpEvent.Refused(subject, OtpEvent.Action.SEND, "cooldown", Duration.ofSeconds(9)),
				new OtpEvent.Ended(subject, ChallengeStatus.State.EXPIRED), new OtpEvent.Verified(subject, null));
		story.forEach(this.publisher::publishEvent);
		List<AuditEntry> lines = this.trail.findFirst200ByCustomerOrderByIdDesc("walter");
		assertThat(lines).extracting(AuditEntry::event)
			.containsExactly("Verified", "Ended", "Refused", "Locked", "Failed", "Completed", "Resent", "Reported",
					"Moved", "Sent", "Requested");
		assertThat(lines).extracting(AuditEntry::reason)
			.containsExactly(null, "EXPIRED", "SEND cooldown", null, "Rejected", null, null, "DELIVERED", "REFUSED",
					"Refused", null);
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.at()).isEqualTo(TEN);
			assertThat(line.phone()).isEqualTo("+1 ••••••••01");
			assertThat(line.country()).isEqualTo("US");
		});
	}

	@Test
	@WithPhoneFactor(username = "alice")
	void customerSeesTheirOwnSignInsNewestFirstAndNobodyElses() {
		signIn(subject("alice", "bbbbbbbbbbbb", TEN), Channel.WHATSAPP);
		Subject second = subject("alice", "cccccccccccc", TEN.plusSeconds(3600));
		this.publisher.publishEvent(new OtpEvent.Failed(second, new Verdict.Rejected(4)));
		signIn(second, Channel.SMS);
		signIn(new Subject("dddddddddddd", new Owner("bob", Purpose.SECOND_FACTOR), "+44 ••••••••77", "GB", TEN),
				Channel.CALL);
		assertThat(this.http.get().uri("/account")).hasStatusOk()
			.bodyText()
			.containsSubsequence("1 Mar 2026, 11:00", "SMS", "+1 ••••••••01", "Signed in, wrong codes before: 1",
					"1 Mar 2026, 10:00", "WhatsApp", "Signed in")
			.doesNotContain("+44", ">Call<");
	}

	private void signIn(Subject subject, Channel channel) {
		this.publisher.publishEvent(new OtpEvent.Requested(subject));
		this.publisher.publishEvent(new OtpEvent.Verified(subject, channel));
	}

	private static Subject subject(String customer, String challenge, Instant at) {
		return new Subject(challenge, new Owner(customer, Purpose.SECOND_FACTOR), "+1 ••••••••01", "US", at);
	}

}
