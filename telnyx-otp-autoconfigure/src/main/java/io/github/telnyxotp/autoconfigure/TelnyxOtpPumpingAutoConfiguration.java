package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.restraint.PumpingGuard;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.store.InMemoryTallyStore;
import io.github.telnyxotp.store.TallyStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the guard against pumping.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import(KeyedHashConfiguration.class)
public final class TelnyxOtpPumpingAutoConfiguration {

	private final PumpingSettings settings;

	TelnyxOtpPumpingAutoConfiguration(TelnyxOtpProperties properties) {
		this.settings = new PumpingSettings(properties.pumping());
	}

	@Bean
	@ConditionalOnMissingBean
	PumpingPolicy telnyxOtpPumpingPolicy() {
		return this.settings.policy();
	}

	@Bean
	@ConditionalOnMissingBean
	PumpingGuard telnyxOtpPumpingGuard(PumpingPolicy policy, TallyStore store, KeyedHash hash) {
		return new PumpingGuard(new PumpingRules(policy, hash), store);
	}

	/**
	 * The usual store.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class InMemoryStoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(TallyStore.class)
		InMemoryTallyStore telnyxOtpTallyStore(ObjectProvider<InstantSource> clock, TelnyxOtpProperties properties) {
			return new InMemoryTallyStore(clock.getIfUnique(Clock::systemUTC),
					new PumpingSettings(properties.pumping()).maximumSize());
		}

	}

}
