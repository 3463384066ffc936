package io.github.telnyxotp.actuate;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.telnyx.CircuitTelnyxClient;
import io.github.telnyxotp.telnyx.TelnyxCircuits;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.TroubledTelnyx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpHealthIndicator}.
 */
class TelnyxOtpHealthIndicatorTests {

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private final AtomicLong nanos = new AtomicLong();

	private final TroubledTelnyx telnyx = new TroubledTelnyx();

	private final TelnyxCircuits circuits = new TelnyxCircuits(this.nanos::get);

	private final TelnyxClient client = new CircuitTelnyxClient(this.telnyx, this.circuits);

	private final Set<Channel> slow = EnumSet.noneOf(Channel.class);

	private final TelnyxOtpHealthIndicator indicator = new TelnyxOtpHealthIndicator(this.circuits,
			() -> Set.copyOf(this.slow), List.of(Channel.WHATSAPP, Channel.SMS));

	@Test
	@DisplayName("SEC-60 health is UP when all calls are made, and tells nothing but states")
	void upWhenAllIsClosed() {
		assertThat(this.indicator.health())
			.isEqualTo(health(Status.UP, "closed", "closed").withDetail("misconfigured", false).build());
	}

	@Test
	void askingForHealthCallsNobody() {
		this.indicator.health();
		assertThat(this.telnyx.sent).hasValue(0);
		assertThat(this.telnyx.checked).hasValue(0);
	}

	@Test
	@DisplayName("SEC-60 health is DEGRADED when a channel is open")
	void degradedWhenAChannelIsOpen() {
		open(Channel.WHATSAPP);
		assertThat(this.indicator.health()).isEqualTo(
				health(TelnyxOtpHealthIndicator.DEGRADED, "open", "closed").withDetail("misconfigured", false).build());
	}

	@Test
	@DisplayName("SEC-60 health is DEGRADED when a channel is on probation")
	void degradedWhenAChannelIsHalfOpen() {
		open(Channel.SMS);
		pauseIsOver();
		assertThat(this.indicator.health()).isEqualTo(
				health(TelnyxOtpHealthIndicator.DEGRADED, "closed", "half_open").withDetail("misconfigured", false)
					.build());
	}

	@Test
	@DisplayName("SEC-60 health is DEGRADED when a channel in use is silent, and never DOWN for that")
	void degradedWhenAChannelIsSilent() {
		this.slow.add(Channel.CALL);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
		this.slow.addAll(List.of(Channel.WHATSAPP, Channel.SMS));
		assertThat(this.indicator.health())
			.isEqualTo(health(TelnyxOtpHealthIndicator.DEGRADED, "silent", "silent").withDetail("misconfigured", false)
				.build());
	}

	@Test
	@DisplayName("SEC-60 health is DEGRADED when checks are open")
	void degradedWhenChecksAreOpen() {
		this.telnyx.checksAre(CheckAnswer.UNAVAILABLE);
		for (int call = 0; call < 20; call++) {
			this.client.check(PHONE, null, "424242");
		}
		Health health = this.indicator.health();
		assertThat(health.getStatus()).isEqualTo(TelnyxOtpHealthIndicator.DEGRADED);
		assertThat(health.getDetails()).containsEntry("check", "open");
	}

	@Test
	@DisplayName("SEC-60 health is DOWN when every channel in use is open")
	void downWhenAllChannelsInUseAreOpen() {
		open(Channel.WHATSAPP);
		open(Channel.SMS);
		assertThat(this.indicator.health())
			.isEqualTo(health(Status.DOWN, "open", "open").withDetail("misconfigured", false).build());
	}

	@Test
	@DisplayName("SEC-60 health rises by itself when the pause is over and nobody calls")
	void risesWithoutCalls() {
		open(Channel.WHATSAPP);
		open(Channel.SMS);
		pauseIsOver();
		assertThat(this.indicator.health().getStatus()).isEqualTo(TelnyxOtpHealthIndicator.DEGRADED);
	}

	@Test
	@DisplayName("SEC-58 row 5: health is DOWN after a refused key, until Telnyx takes it")
	void downWhileTheKeyIsRefused() {
		this.telnyx.sendsAreRefused(Reason.MISCONFIGURED);
		send(Channel.WHATSAPP);
		assertThat(this.indicator.health())
			.isEqualTo(health(Status.DOWN, "closed", "closed").withDetail("misconfigured", true).build());
		this.telnyx.sendsAre(TroubledTelnyx.SENT);
		send(Channel.WHATSAPP);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void degradedCountsOverallOnlyWhenTheOrderNamesIt() {
		Status degraded = TelnyxOtpHealthIndicator.DEGRADED;
		assertThat(StatusAggregator.getDefault().getAggregateStatus(Status.UP, degraded)).isEqualTo(Status.UP);
	}

	private static Health.Builder health(Status status, String whatsapp, String sms) {
		return Health.status(status)
			.withDetail("whatsapp", whatsapp)
			.withDetail("sms", sms)
			.withDetail("check", "closed");
	}

	private void open(Channel channel) {
		this.telnyx.sendsAre(new SendAnswer.Unknown());
		for (int call = 0; call < 20; call++) {
			send(channel);
		}
	}

	private void send(Channel channel) {
		this.client.send(PHONE, channel, Duration.ofMinutes(5));
	}

	private void pauseIsOver() {
		this.nanos.addAndGet(Duration.ofSeconds(10).plusNanos(1).toNanos());
	}

}
