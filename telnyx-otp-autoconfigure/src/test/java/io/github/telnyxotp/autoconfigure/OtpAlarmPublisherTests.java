package io.github.telnyxotp.autoconfigure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.telnyxotp.CapturedLog;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpAlarm;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OtpAlarmPublisher}.
 */
class OtpAlarmPublisherTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final OtpAlarm REACHED = new OtpAlarm.LimitReached(NOON, "check-alarm-1h");

	private final List<Object> published = new ArrayList<>();

	@Test
	void eachAlarmIsOneWarningAndOneEvent() {
		OtpAlarmPublisher publisher = new OtpAlarmPublisher(this.published::add);
		OtpAlarm conversion = new OtpAlarm.ConversionChanged(NOON, "US", Channel.SMS, true, 10, 1);
		OtpAlarm step = new OtpAlarm.BudgetStep(NOON, "newcomers", "all-channels", "stopped", "5 USD", "5 USD");
		assertThat(lines(publisher, REACHED)).containsExactly("WARN OTP LimitReached limit=check-alarm-1h");
		assertThat(lines(publisher, conversion))
			.containsExactly("WARN OTP ConversionChanged country=US channel=sms low=true sent=10 verified=1");
		assertThat(lines(publisher, step)).containsExactly("WARN OTP BudgetStep lane=newcomers from=all-channels "
				+ "to=stopped spent=\"5 USD\" budget=\"5 USD\"");
		assertThat(this.published).containsExactly(REACHED, conversion, step);
	}

	@Test
	void aListenerThatFailsChangesNothing() {
		OtpAlarmPublisher publisher = new OtpAlarmPublisher((event) -> {
			throw new IllegalStateException("A listener of the application fails");
		});
		assertThat(lines(publisher, REACHED)).containsExactly("WARN OTP LimitReached limit=check-alarm-1h",
				"ERROR A listener failed; what it was told stands: OTP LimitReached limit=check-alarm-1h");
	}

	private static List<String> lines(OtpAlarmPublisher publisher, OtpAlarm alarm) {
		try (CapturedLog log = new CapturedLog(OtpAlarm.class.getName(), Level.INFO)) {
			publisher.accept(alarm);
			return log.events().stream().map(OtpAlarmPublisherTests::line).toList();
		}
	}

	private static String line(ILoggingEvent event) {
		return event.getLevel() + " " + event.getFormattedMessage();
	}

}
