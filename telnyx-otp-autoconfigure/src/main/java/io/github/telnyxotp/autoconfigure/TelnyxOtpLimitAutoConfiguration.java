package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.restraint.Counters;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.LimitKey;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryFailureStore;
import io.github.telnyxotp.store.InMemoryLimitStore;
import io.github.telnyxotp.store.LimitStore;

import org.springframework.beans.factory.ListableBeanFactory;
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
 * Auto-configuration of limits, and of what counts for them.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import(KeyedHashConfiguration.class)
public final class TelnyxOtpLimitAutoConfiguration {

	private final LimitSettings settings;

	TelnyxOtpLimitAutoConfiguration(TelnyxOtpProperties properties) {
		this.settings = new LimitSettings(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	Limits telnyxOtpLimits(ListableBeanFactory beans) {
		return this.settings.limits(beans.getBeansOfType(LimitKey.class));
	}

	@Bean
	@ConditionalOnMissingBean
	Counters telnyxOtpCounters(Limits limits, LimitStore store, ObjectProvider<InstantSource> clock, KeyedHash hash) {
		return new Counters(limits, store, clock.getIfUnique(Clock::systemUTC), hash);
	}

	@Bean
	@ConditionalOnMissingBean
	FailureRules telnyxOtpFailureRules() {
		return this.settings.failures();
	}

	/**
	 * The usual stores.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class InMemoryStoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(LimitStore.class)
		InMemoryLimitStore telnyxOtpLimitStore(ObjectProvider<InstantSource> clock, TelnyxOtpProperties properties) {
			return new InMemoryLimitStore(clock.getIfUnique(Clock::systemUTC),
					new LimitSettings(properties).maximumSize());
		}

		@Bean
		@ConditionalOnMissingBean(FailureStore.class)
		InMemoryFailureStore telnyxOtpFailureStore(FailureRules rules, ObjectProvider<InstantSource> clock,
				TelnyxOtpProperties properties, KeyedHash hash) {
			return new InMemoryFailureStore(rules, clock.getIfUnique(Clock::systemUTC),
					new LimitSettings(properties).maximumSize(), hash);
		}

	}

}
