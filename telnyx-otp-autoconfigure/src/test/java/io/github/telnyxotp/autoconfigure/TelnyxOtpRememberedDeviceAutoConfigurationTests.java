package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.web.OtpLoginSettings;
import io.github.telnyxotp.store.InMemoryRememberedDeviceStore;
import io.github.telnyxotp.store.RememberedDeviceStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpRememberedDeviceAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxOtpRememberedDeviceAutoConfigurationTests {

	private static final String DEVICE = "telnyx.otp.remembered-device.";

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpRememberedDeviceAutoConfiguration.class));

	private final ApplicationContextRunner enabled = this.application.withPropertyValues(DEVICE + "enabled=true");

	@Test
	@DisplayName("SEC-37 no device is remembered unless the application says so")
	void nothingIsRememberedUnlessAsked() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(RememberedDevices.class)
			.doesNotHaveBean(RememberedDeviceStore.class));
	}

	@Test
	void deviceIsRememberedForThirtyDays() {
		this.enabled.run((context) -> {
			assertThat(context).hasSingleBean(InMemoryRememberedDeviceStore.class);
			assertThat(context.getBean(RememberedDevices.class).timeToLive()).isEqualTo(Duration.ofDays(30));
		});
	}

	@Test
	void everythingCanBeSet() {
		this.enabled.withPropertyValues(DEVICE + "time-to-live=90d", DEVICE + "maximum-size=1").run((context) -> {
			RememberedDevices devices = context.getBean(RememberedDevices.class);
			assertThat(devices.timeToLive()).isEqualTo(Duration.ofDays(90));
			assertThat(devices.remember("alice", PHONE, "", null)).isPresent();
			assertThat(devices.remember("bob", PHONE, "", null)).isEmpty();
		});
	}

	@Test
	void storeOfTheApplicationWins() {
		RememberedDeviceStore store = Mockito.mock(RememberedDeviceStore.class);
		this.enabled.withBean(RememberedDeviceStore.class, () -> store)
			.withClassLoader(new FilteredClassLoader(Caffeine.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RememberedDevices.class)
				.getBean(RememberedDeviceStore.class)
				.isSameAs(store));
	}

	@Test
	void everythingIsSwitchedOffTogether() {
		this.enabled.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RememberedDevices.class));
	}

	@ParameterizedTest
	@CsvSource({ "time-to-live,1h", "time-to-live,400d" })
	void wrongTimeIsNamed(String property, String value) {
		this.enabled.withPropertyValues(DEVICE + property + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining(DEVICE + property));
	}

	@Test
	void wrongNameOfTheCookieIsNamed() {
		WebApplicationContextRunner servlet = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TelnyxOtpRememberedDeviceAutoConfiguration.class,
					TelnyxOtpAutoConfiguration.class, TelnyxOtpServletSecurityAutoConfiguration.class))
			.withPropertyValues("telnyx.otp.api-key=KEY-test",
					"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", DEVICE + "enabled=true");
		servlet.run((context) -> assertThat(context.getBean(OtpLoginSettings.class).deviceCookie())
			.isEqualTo("otp-device"));
		servlet.withPropertyValues(DEVICE + "cookie-name=a;b")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining(DEVICE + "cookie-name"));
	}

	@Test
	@DisplayName("SEC-67 the log has a line for each event, and a warning for theft")
	void eventsAreLogged(CapturedOutput output) {
		this.enabled.run((context) -> {
			context.getBean(RememberedDevices.class).remember("eve\nOTP DeviceStolen", PHONE, "Firefox, Linux", null);
			assertThat(output).contains("OTP DeviceRemembered device=")
				.contains("user=\"eve?OTP DeviceStolen\" label=\"Firefox, Linux\" at=")
				.doesNotContain("\nOTP DeviceStolen");
		});
	}

	@Test
	@DisplayName("SEC-67 a listener that fails changes nothing")
	void listenerThatFailsChangesNothing(CapturedOutput output) {
		OtpDeviceEvent.Subject subject = new OtpDeviceEvent.Subject("0123456789ab", "alice", "",
				Instant.parse("2026-01-01T12:00:00Z"));
		new OtpDeviceEventPublisher((event) -> {
			throw new IllegalStateException("A listener of the application fails");
		}).accept(new OtpDeviceEvent.Stolen(subject));
		assertThat(output).contains("WARN")
			.contains("A listener failed; what it was told stands: OTP DeviceStolen device=0123456789ab user=alice");
	}

}
