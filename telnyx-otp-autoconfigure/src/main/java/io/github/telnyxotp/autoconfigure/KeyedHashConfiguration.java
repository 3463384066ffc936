package io.github.telnyxotp.autoconfigure;

import io.github.telnyxotp.KeyedHash;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The key under which stores name phones and accounts, for all that count something.
 */
@Configuration(proxyBeanMethods = false)
final class KeyedHashConfiguration {

	@Bean
	@ConditionalOnMissingBean
	KeyedHash telnyxOtpKeyedHash(TelnyxOtpProperties properties) {
		return new Settings(properties).keyedHash();
	}

}
