package io.github.telnyxotp.autoconfigure;

import java.util.Set;

import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.actuate.TelnyxOtpHealthIndicator;
import io.github.telnyxotp.telnyx.TelnyxCircuits;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health of calls to Telnyx, named {@code telnyxOtp}. It is in
 * no probe group of Boot and belongs in none.
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(TelnyxCircuits.class)
@ConditionalOnEnabledHealthIndicator("telnyx-otp")
public final class TelnyxOtpHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "telnyxOtpHealthIndicator")
	TelnyxOtpHealthIndicator telnyxOtpHealthIndicator(TelnyxCircuits circuits, ObjectProvider<SlowChannels> slow,
			TelnyxOtpProperties properties) {
		return new TelnyxOtpHealthIndicator(circuits, slow.getIfUnique(() -> Set::of), properties.channels());
	}

}
