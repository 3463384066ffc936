package io.github.telnyxotp.autoconfigure;

import java.util.stream.Stream;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.actuate.EvictionWarning;
import io.github.telnyxotp.actuate.RedisHealthIndicator;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.MarkStore;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.SpendStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.store.TallyStore;
import io.github.telnyxotp.store.redis.RedisLedger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of what several nodes share in Redis, by
 * {@code telnyx.otp.store=redis}. Servers, user and certificates are those of
 * {@code spring.data.redis}.
 *
 * @since 0.1
 */
@AutoConfiguration(afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
		before = { TelnyxOtpAutoConfiguration.class, TelnyxOtpLimitAutoConfiguration.class,
				TelnyxOtpMoneyAutoConfiguration.class, TelnyxOtpPumpingAutoConfiguration.class,
				TelnyxOtpRememberedDeviceAutoConfiguration.class, TelnyxOtpWebhookAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = TelnyxOtpRedisAutoConfiguration.PROPERTY, havingValue = "redis")
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import(KeyedHashConfiguration.class)
@ImportRuntimeHints(RedisRuntimeHints.class)
public final class TelnyxOtpRedisAutoConfiguration {

	static final String PROPERTY = "telnyx.otp.store";

	private static final String ACTION = "Add the dependency org.springframework.boot:spring-boot-starter-data-redis, "
			+ "or remove the property to keep everything in memory.";

	TelnyxOtpRedisAutoConfiguration(ApplicationContext context) {
		boolean present = Stream
			.of("org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
					"io.lettuce.core.RedisClient")
			.allMatch((name) -> ClassUtils.isPresent(name, context.getClassLoader()));
		if (!present) {
			throw new TelnyxOtpConfigurationException(PROPERTY,
					"It says redis, but Spring Data Redis with Lettuce is not on the class path.", ACTION);
		}
	}

	/**
	 * The ledger and its stores.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory",
			"io.lettuce.core.RedisClient" })
	static class LedgerConfiguration {

		private static final Log logger = LogFactory.getLog(TelnyxOtpRedisAutoConfiguration.class);

		@Bean
		@ConditionalOnMissingBean
		Sealer telnyxOtpSealer(TelnyxOtpProperties properties) {
			return new Settings(properties).sealer();
		}

		@Bean
		@ConditionalOnMissingBean
		RedisLedger telnyxOtpRedisLedger(ObjectProvider<RedisConnectionFactory> connections,
				TelnyxOtpProperties properties, Sealer sealer, KeyedHash hash) {
			if (connections.getIfUnique() instanceof LettuceConnectionFactory usual) {
				return Settings.named("telnyx.otp.redis.key-prefix",
						() -> new RedisLedger(usual, properties.redis().keyPrefix(), sealer, hash));
			}
			throw new TelnyxOtpConfigurationException(PROPERTY,
					"It says redis, but there is no single LettuceConnectionFactory to tell where Redis is.",
					"Set spring.data.redis.host or its like, and do not set spring.data.redis.client-type to jedis. "
							+ "Of several connection factories mark one as @Primary.");
		}

		@Bean
		@ConditionalOnMissingBean
		ChallengeStore telnyxOtpChallengeStore(RedisLedger ledger, TelnyxOtpProperties properties) {
			return ledger.challenges(properties.challenge().maximumSize());
		}

		@Bean
		@ConditionalOnMissingBean
		ReportStore telnyxOtpReportStore(RedisLedger ledger) {
			return ledger.reports();
		}

		@Bean
		@ConditionalOnMissingBean
		MarkStore telnyxOtpMarkStore(RedisLedger ledger) {
			return ledger.marks();
		}

		@Bean
		@ConditionalOnMissingBean
		SpendStore telnyxOtpSpendStore(RedisLedger ledger) {
			return ledger.spend();
		}

		@Bean
		@ConditionalOnMissingBean
		TallyStore telnyxOtpTallyStore(RedisLedger ledger) {
			return ledger.tallies();
		}

		@Bean
		@ConditionalOnMissingBean
		@ConditionalOnBooleanProperty("telnyx.otp.remembered-device.enabled")
		RememberedDeviceStore telnyxOtpRememberedDeviceStore(RedisLedger ledger, TelnyxOtpProperties properties) {
			return ledger.devices(properties.rememberedDevice().maximumSize());
		}

		@Bean
		@ConditionalOnMissingBean
		LimitStore telnyxOtpLimitStore(RedisLedger ledger, TelnyxOtpProperties properties) {
			return ledger.limits(new LimitSettings(properties).maximumSize());
		}

		@Bean
		@ConditionalOnMissingBean
		FailureStore telnyxOtpFailureStore(RedisLedger ledger, FailureRules rules, TelnyxOtpProperties properties) {
			return ledger.failures(rules, new LimitSettings(properties).maximumSize());
		}

		@Bean
		@ConditionalOnMissingBean
		KnownNumbers telnyxOtpKnownNumbers(RedisLedger ledger, TelnyxOtpProperties properties) {
			return ledger.knownNumbers(new LimitSettings(properties).maximumSize());
		}

		/** Redis may be away for now; then it is told so and the application starts. */
		@Bean
		SmartInitializingSingleton telnyxOtpRedisCheck(RedisLedger ledger) {
			return () -> {
				try {
					EvictionWarning.of(ledger.evictionPolicy()).ifPresent(logger::warn);
				}
				catch (StoreUnavailableException ex) {
					logger.warn("Nothing can be sent or checked until Redis is there: " + ex.getMessage());
				}
			};
		}

	}

	/**
	 * Whether Redis is there, and as it should be.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("telnyx-otp-redis")
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "telnyxOtpRedisHealthIndicator")
		RedisHealthIndicator telnyxOtpRedisHealthIndicator(RedisLedger ledger) {
			return new RedisHealthIndicator(ledger::evictionPolicy);
		}

	}

}
