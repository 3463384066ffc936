package io.github.telnyxotp.autoconfigure;

import java.time.Instant;
import java.util.Map;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.flow.OtpFlow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for {@link TelnyxOtpAuditAutoConfiguration}.
 */
class TelnyxOtpAuditAutoConfigurationTests {

	private static final Subject ALICE = new Subject("52a93482929a", new Owner("alice", Purpose.SECOND_FACTOR),
			"+1 ••••••••01", "US", Instant.parse("2026-03-01T10:00:00Z"));

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpAuditAutoConfiguration.class,
				TelnyxOtpAutoConfiguration.class, AuditAutoConfiguration.class))
		.withPropertyValues("telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001");

	@Test
	@DisplayName("SEC-68 the audit trail of Spring Boot gets each event once, with all that it tells")
	void trailGetsEachEventOnce() {
		this.application.withBean(InMemoryAuditEventRepository.class).run((context) -> {
			context.publishEvent(new OtpEvent.Ended(ALICE, ChallengeStatus.State.EXPIRED));
			assertThat(context.getBean(AuditEventRepository.class).find("alice", null, null)).singleElement()
				.satisfies(TelnyxOtpAuditAutoConfigurationTests::isComplete);
		});
	}

	private static void isComplete(AuditEvent event) {
		assertThat(event.getType()).isEqualTo("OTP_ENDED");
		assertThat(event.getTimestamp()).isEqualTo(ALICE.at());
		assertThat(event.getData()).containsOnlyKeys("state", "challenge", "purpose", "phone", "country")
			.containsEntry("state", "EXPIRED")
			.containsEntry("challenge", "52a93482929a")
			.containsEntry("phone", "+1 ••••••••01")
			.containsEntry("country", "US");
	}

	@Test
	@DisplayName("SEC-68 the audit trail gets what happens to remembered devices")
	void trailGetsEventsOfDevices() {
		OtpDeviceEvent.Subject device = new OtpDeviceEvent.Subject("0123456789ab", "alice", "Firefox, Linux",
				ALICE.at());
		this.application.withBean(InMemoryAuditEventRepository.class).run((context) -> {
			context.publishEvent(new OtpDeviceEvent.Forgotten(device, OtpDeviceEvent.Cause.PHONE_CHANGED));
			assertThat(context.getBean(AuditEventRepository.class).find("alice", null, null)).singleElement()
				.satisfies((event) -> {
					assertThat(event.getType()).isEqualTo("OTP_DEVICE_FORGOTTEN");
					assertThat(event.getTimestamp()).isEqualTo(ALICE.at());
					assertThat(event.getData()).containsExactlyInAnyOrderEntriesOf(
							Map.of("cause", "PHONE_CHANGED", "device", "0123456789ab", "label", "Firefox, Linux"));
				});
		});
	}

	@Test
	void trailThatFailsKeepsNobodyFromAnything() {
		AuditEventRepository broken = new InMemoryAuditEventRepository() {

			@Override
			public void add(AuditEvent event) {
				throw new IllegalStateException("The disk is full");
			}

		};
		this.application.withBean(AuditEventRepository.class, () -> broken)
			.run((context) -> assertThatCode(() -> context.publishEvent(new OtpEvent.Requested(ALICE)))
				.doesNotThrowAnyException());
		OtpDeviceEvent.Subject device = new OtpDeviceEvent.Subject("0123456789ab", "alice", "", ALICE.at());
		this.application.withBean(AuditEventRepository.class, () -> broken)
			.run((context) -> assertThatCode(() -> context.publishEvent(new OtpDeviceEvent.Stolen(device)))
				.doesNotThrowAnyException());
	}

	@Test
	void applicationWithoutATrailWorks() {
		this.application.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(OtpAuditListener.class);
			context.publishEvent(new OtpEvent.Requested(ALICE));
		});
	}

	@Test
	void applicationNeedsNoActuator() {
		this.application.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OtpFlow.class)
				.doesNotHaveBean("telnyxOtpAuditListener"));
	}

	@Test
	void auditIsSwitchedOffWithEverythingElse() {
		this.application.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OtpAuditListener.class));
	}

}
