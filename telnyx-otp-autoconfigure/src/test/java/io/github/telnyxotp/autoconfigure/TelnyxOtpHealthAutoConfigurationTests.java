package io.github.telnyxotp.autoconfigure;

import java.util.concurrent.Executor;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.actuate.TelnyxOtpHealthIndicator;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.telnyx.HttpTelnyxClient;
import io.github.telnyxotp.telnyx.TelnyxCircuits;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.TroubledTelnyx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.AnnotationMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpHealthAutoConfiguration} and for what it looks at.
 */
class TelnyxOtpHealthAutoConfigurationTests {

	private static final String[] KEYS = { "telnyx.otp.api-key=KEY-test",
			"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001" };

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TelnyxOtpHealthAutoConfiguration.class, TelnyxOtpAutoConfiguration.class,
						HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class))
		.withPropertyValues(KEYS);

	@Test
	void healthIsRegisteredByItsName() {
		this.application.run((context) -> {
			assertThat(context).hasSingleBean(TelnyxOtpHealthIndicator.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("telnyxOtp"))
				.isSameAs(context.getBean(TelnyxOtpHealthIndicator.class));
		});
	}

	@Test
	void healthIsSwitchedOffByItsProperty() {
		this.application.withPropertyValues("management.health.telnyx-otp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TelnyxOtpHealthIndicator.class));
	}

	@Test
	void healthIsSwitchedOffWithEverythingElse() {
		this.application.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TelnyxOtpHealthIndicator.class));
	}

	@Test
	void applicationNeedsNoHealth() {
		new ApplicationContextRunner().withUserConfiguration(ByName.class)
			.withPropertyValues(KEYS)
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.health", "io.github.telnyxotp.actuate"))
			.run((context) -> assertThat(context).hasSingleBean(OtpFlow.class)
				.doesNotHaveBean("telnyxOtpHealthIndicator"));
		new ApplicationContextRunner().withUserConfiguration(ByName.class)
			.withPropertyValues(KEYS)
			.run((context) -> assertThat(context).hasSingleBean(TelnyxOtpHealthIndicator.class));
	}

	@Test
	void backsOffWhenUserHasHealth() {
		HealthIndicator own = () -> Health.up().build();
		this.application.withBean("telnyxOtpHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(TelnyxOtpHealthIndicator.class)
				.getBean("telnyxOtpHealthIndicator")
				.isSameAs(own));
	}

	@Test
	void healthLooksAtTheChannelsInUse() {
		this.application.withPropertyValues("telnyx.otp.channels=sms")
			.run((context) -> assertThat(context.getBean(TelnyxOtpHealthIndicator.class).health().getDetails())
				.containsOnlyKeys("sms", "check", "misconfigured"));
	}

	@Test
	@DisplayName("SEC-60 an outage that the flow meets shows in the health")
	void healthLooksAtTheCallsOfTheFlow() {
		this.application.withUserConfiguration(OwnTelnyx.class).run((context) -> {
			TroubledTelnyx telnyx = context.getBean(TroubledTelnyx.class);
			telnyx.sendsAreRefused(SendAnswer.Reason.MISCONFIGURED);
			context.getBean(OtpFlow.class).begin(new Owner("alice", Purpose.SECOND_FACTOR), PHONE, null);
			assertThat(telnyx.sent).hasValue(1);
			assertThat(context.getBean(TelnyxOtpHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	@DisplayName("SEC-48 the flow keeps to the circuits, with a client of the application too")
	void ownClientIsSparedWhileTheCircuitIsOpen() {
		this.application.withUserConfiguration(OwnTelnyx.class).run((context) -> {
			assertThat(context).hasSingleBean(TelnyxClient.class).doesNotHaveBean(HttpTelnyxClient.class);
			TroubledTelnyx telnyx = context.getBean(TroubledTelnyx.class);
			telnyx.sendsAreRefused(SendAnswer.Reason.NEVER_LEFT);
			OtpFlow flow = context.getBean(OtpFlow.class);
			for (int login = 0; login < 30; login++) {
				flow.begin(new Owner("alice", Purpose.SECOND_FACTOR), PHONE, null);
			}
			assertThat(telnyx.sent).hasValue(20);
			assertThat(context.getBean(TelnyxCircuits.class).sends(Channel.WHATSAPP))
				.isEqualTo(TelnyxCircuits.State.OPEN);
		});
	}

	@Test
	void usualClientStaysTheOnlyClientBean() {
		this.application.run((context) -> assertThat(context).hasSingleBean(TelnyxClient.class)
			.hasSingleBean(HttpTelnyxClient.class));
	}

	@Test
	void backsOffWhenUserHasCircuits() {
		TelnyxCircuits own = new TelnyxCircuits(System::nanoTime);
		this.application.withBean("ownCircuits", TelnyxCircuits.class, () -> own)
			.run((context) -> assertThat(context).getBean(TelnyxCircuits.class).isSameAs(own));
	}

	@Test
	@DisplayName("SEC-48 without the library the application does not start without circuits")
	void missingCircuitsAreNotSkipped() {
		this.application.withClassLoader(new FilteredClassLoader(CircuitBreaker.class))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining(TelnyxCircuits.class.getName()));
	}

	/** As Boot does it. A class handed over would need all that it names. */
	@Configuration(proxyBeanMethods = false)
	@Import(Names.class)
	static class ByName {

	}

	static class Names implements DeferredImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata metadata) {
			String room = "io.github.telnyxotp.autoconfigure.";
			return new String[] { room + "TelnyxOtpAutoConfiguration", room + "TelnyxOtpHealthAutoConfiguration" };
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTelnyx {

		@Bean
		TroubledTelnyx troubledTelnyx() {
			return new TroubledTelnyx();
		}

		@Bean(defaultCandidate = false)
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

	}

}
