package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.store.InMemoryRememberedDeviceStore;
import io.github.telnyxotp.store.RememberedDeviceStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of remembered devices, which nobody has unless the property says so.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("telnyx.otp.remembered-device.enabled")
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import(KeyedHashConfiguration.class)
public final class TelnyxOtpRememberedDeviceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RememberedDevices telnyxOtpRememberedDevices(TelnyxOtpProperties properties, RememberedDeviceStore store,
			KeyedHash keyedHash, ApplicationEventPublisher publisher, ObjectProvider<InstantSource> clock) {
		return new RememberedDevices(new Settings(properties).deviceRules(), store, keyedHash,
				new OtpDeviceEventPublisher(publisher), clock.getIfUnique(Clock::systemUTC));
	}

	/**
	 * The usual store.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class InMemoryStoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(RememberedDeviceStore.class)
		InMemoryRememberedDeviceStore telnyxOtpRememberedDeviceStore(ObjectProvider<InstantSource> clock,
				TelnyxOtpProperties properties) {
			return new InMemoryRememberedDeviceStore(clock.getIfUnique(Clock::systemUTC),
					properties.rememberedDevice().maximumSize());
		}

	}

}
