package io.github.telnyxotp.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import io.github.telnyxotp.autoconfigure.TelnyxConnectionDetails;
import io.github.telnyxotp.test.SettableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The simulator as a part of an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxSimulatorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxSimulatorAutoConfiguration.class));

	private final ApplicationContextRunner enabled = this.runner
		.withPropertyValues("telnyx.otp.simulator.enabled=true");

	@Test
	void nothingHappensUnlessItIsEnabled() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(TelnyxSimulator.class)
			.doesNotHaveBean(TelnyxConnectionDetails.class));
	}

	@Test
	void theStarterIsPointedToTheSimulator(CapturedOutput output) {
		this.enabled.run((context) -> {
			TelnyxSimulator simulator = context.getBean(TelnyxSimulator.class);
			TelnyxConnectionDetails details = context.getBean(TelnyxConnectionDetails.class);
			assertThat(details.baseUrl()).isEqualTo(simulator.baseUrl()).hasHost("127.0.0.1").hasPath("/v2");
			assertThat(details.apiKey()).isEqualTo(simulator.apiKey());
			assertThat(details.verifyProfileId()).isEqualTo(simulator.verifyProfileId());
			assertThat(new Caller(simulator).start("sms").statusCode()).isEqualTo(200);
			assertThat(output)
				.contains("Telnyx simulator: inbox at http://localhost:" + simulator.baseUrl().getPort() + "/")
				.doesNotContain(simulator.apiKey());
		});
	}

	@Test
	void theSimulatorEndsWithItsContext() {
		TelnyxSimulator[] simulator = new TelnyxSimulator[1];
		this.enabled.run((context) -> simulator[0] = context.getBean(TelnyxSimulator.class));
		assertThatIllegalStateException().isThrownBy(() -> new Caller(simulator[0]).start("sms"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "prod", "production", "PROD", "eu,Production" })
	void inProductionTheApplicationDoesNotStart(String profiles) {
		this.enabled.withPropertyValues("spring.profiles.active=" + profiles)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("Set telnyx.otp.simulator.enabled=false"));
	}

	@Test
	void otherProfilesMayUseIt() {
		this.enabled.withPropertyValues("spring.profiles.active=preprod")
			.run((context) -> assertThat(context).hasSingleBean(TelnyxSimulator.class));
	}

	@Test
	void phonesBehaveFromTheStartAsThePropertiesSayAndAfterAResetToo() {
		this.enabled.withPropertyValues("telnyx.otp.simulator.phones.[+15550100001].sms=refuse").run((context) -> {
			TelnyxSimulator simulator = context.getBean(TelnyxSimulator.class);
			assertThat(new Caller(simulator).start("sms").statusCode()).isEqualTo(400);
			simulator.phone(Caller.PHONE).sms(Outcome.DELIVER);
			assertThat(new Caller(simulator).start("sms").statusCode()).isEqualTo(200);
			simulator.reset();
			assertThat(new Caller(simulator).start("sms").statusCode()).isEqualTo(400);
		});
	}

	@Test
	void webhooksGoToThisMachineOnly() {
		this.enabled.withPropertyValues("telnyx.otp.simulator.webhook-url=http://example.com/hook")
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void theClockOfTheApplicationLetsCodesExpire() {
		SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:15:30Z"));
		this.enabled.withBean(SettableClock.class, () -> clock)
			.withPropertyValues("telnyx.otp.simulator.delay=0ms")
			.run((context) -> {
				Caller caller = new Caller(context.getBean(TelnyxSimulator.class));
				caller.started("sms");
				clock.advance(Duration.ofMinutes(5));
				assertThat(Caller.word(caller.check("123456"))).isEqualTo("expired");
			});
	}

	@Test
	void anApplicationMayBringItsOwn() {
		TelnyxConnectionDetails own = new TelnyxConnectionDetails() {

			@Override
			public URI baseUrl() {
				return URI.create("http://localhost:1/v2");
			}

			@Override
			public String apiKey() {
				return "KEY";
			}

			@Override
			public String verifyProfileId() {
				return "profile";
			}

		};
		this.enabled.withBean(TelnyxConnectionDetails.class, () -> own)
			.run((context) -> assertThat(context.getBean(TelnyxConnectionDetails.class)).isSameAs(own));
	}

	@Test
	void springBootFindsItAndStartsItBeforeTheStarter() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
			.contains(TelnyxSimulatorAutoConfiguration.class.getName());
		assertThat(TelnyxSimulatorAutoConfiguration.class.getAnnotation(AutoConfiguration.class).beforeName())
			.containsExactly("io.github.telnyxotp.autoconfigure.TelnyxOtpAutoConfiguration");
	}

}
