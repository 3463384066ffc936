package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.telnyxotp.CapturedLog;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtpEventPublisher}.
 */
class OtpEventPublisherTests {

	private static final String REST = " challenge=52a93482929a user=alice purpose=SECOND_FACTOR "
			+ "phone=\"+1 ••••••••01\" country=US at=2026-03-01T10:00:00Z";

	private final List<Object> published = new ArrayList<>();

	private final OtpEventPublisher publisher = new OtpEventPublisher(this.published::add);

	@Test
	void eachEventIsOneLineOfNamedFields() {
		Subject alice = subject("alice");
		assertThat(line(new OtpEvent.Requested(alice))).isEqualTo("OTP Requested" + REST);
		assertThat(line(new OtpEvent.Moved(alice, Channel.WHATSAPP, Channel.SMS, OtpEvent.Cause.LATE)))
			.isEqualTo("OTP Moved from=WHATSAPP to=SMS cause=LATE" + REST);
		assertThat(line(new OtpEvent.Verified(alice, null))).isEqualTo("OTP Verified channel=unknown" + REST);
		assertThat(line(new OtpEvent.Refused(alice, OtpEvent.Action.SEND, "cooldown", Duration.ofSeconds(12))))
			.isEqualTo("OTP Refused action=SEND rule=cooldown retryAfter=PT12S" + REST);
		SendAnswer accepted = new SendAnswer.Accepted(new VerificationId("49000000-0000-4000-8000-000000000001"));
		assertThat(line(new OtpEvent.Sent(alice, Channel.SMS, accepted))).isEqualTo(
				"OTP Sent channel=SMS answer=Accepted[verification=VerificationId[value=49000000-0000-4000-8000-000000000001]]"
						+ REST);
		assertThat(this.published).hasSize(5);
	}

	@ParameterizedTest
	@ValueSource(strings = { "x\r\n2026 INFO login ok", "x\u2028y", "x\u2029y", "x\u0085y", "\u001b[2Jx", "x\u202ey",
			"x\u2066y", "x\u200fy", "x\u0000y", "${jndi:ldap://x}", "x\" user=bob", "x phone=+1 verdict=ok", "\ud83d" })
	@DisplayName("SEC-67 a name makes no second line, no second field and no command to a terminal")
	void namesAreHarmless(String name) {
		String line = line(new OtpEvent.Completed(subject(name), "accepted"));
		assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u0085\\u2028\\u2029]")
			.matches("OTP Completed status=accepted challenge=52a93482929a user=\"[^\"]*\" purpose=SECOND_FACTOR "
					+ "phone=\"[^\"]*\" country=US at=\\S+");
	}

	@Test
	@DisplayName("SEC-67 a name of 1 MB makes no long line")
	void longNamesAreCut() {
		assertThat(line(new OtpEvent.Locked(subject("x".repeat(1_000_000))))).hasSizeLessThan(300);
	}

	private String line(OtpEvent event) {
		List<ILoggingEvent> lines;
		try (CapturedLog log = new CapturedLog(OtpEvent.class.getName(), Level.INFO)) {
			this.publisher.accept(event);
			lines = log.events();
		}
		assertThat(lines).hasSize(1);
		return lines.get(0).getFormattedMessage();
	}

	private static Subject subject(String name) {
		return new Subject("52a93482929a", new Owner(name, Purpose.SECOND_FACTOR), "+1 ••••••••01", "US",
				Instant.parse("2026-03-01T10:00:00Z"));
	}

}
