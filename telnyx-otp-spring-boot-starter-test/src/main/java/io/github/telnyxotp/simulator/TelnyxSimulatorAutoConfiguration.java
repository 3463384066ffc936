package io.github.telnyxotp.simulator;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;

import io.github.telnyxotp.autoconfigure.TelnyxConnectionDetails;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Starts a simulator with the application and points the starter to it, when
 * {@code telnyx.otp.simulator.enabled} says so.
 *
 * @since 0.1
 */
@AutoConfiguration(beforeName = "io.github.telnyxotp.autoconfigure.TelnyxOtpAutoConfiguration")
@ConditionalOnBooleanProperty("telnyx.otp.simulator.enabled")
@EnableConfigurationProperties(TelnyxSimulatorProperties.class)
public final class TelnyxSimulatorAutoConfiguration {

	private static final Log LOGGER = LogFactory.getLog(TelnyxSimulator.class);

	private static final Set<String> PRODUCTION = Set.of("prod", "production");

	/**
	 * Made by Spring.
	 */
	TelnyxSimulatorAutoConfiguration() {
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	TelnyxSimulator telnyxSimulator(TelnyxSimulatorProperties properties, Environment environment,
			ObjectProvider<InstantSource> clock) {
		refuseProduction(environment);
		TelnyxSimulator simulator = TelnyxSimulator.start(properties.port(), properties.delay(),
				clock.getIfUnique(InstantSource::system));
		simulator.startWith((fresh) -> properties.phones()
			.forEach((number, channels) -> channels
				.forEach((channel, outcome) -> fresh.phone(number).on(channel, outcome, properties.delay()))));
		simulator.webhookUrl(properties.webhookUrl());
		LOGGER.info("Telnyx simulator: inbox at " + simulator.inboxUrl());
		return simulator;
	}

	@Bean
	@ConditionalOnMissingBean(TelnyxConnectionDetails.class)
	SimulatorConnectionDetails telnyxSimulatorConnectionDetails(TelnyxSimulator simulator) {
		return new SimulatorConnectionDetails(simulator);
	}

	private static void refuseProduction(Environment environment) {
		boolean production = Arrays.stream(environment.getActiveProfiles())
			.anyMatch((profile) -> PRODUCTION.stream().anyMatch(profile::equalsIgnoreCase));
		if (production) {
			throw new IllegalStateException(
					"The Telnyx simulator does not run with the profile 'prod' or 'production': "
							+ "anybody on the machine could read the codes. Set telnyx.otp.simulator.enabled=false, "
							+ "or take the profile away.");
		}
	}

}
