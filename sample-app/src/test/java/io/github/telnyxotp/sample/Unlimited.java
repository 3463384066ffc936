package io.github.telnyxotp.sample;

import java.util.List;

import io.github.telnyxotp.limit.Limits;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Takes the limits off, for tests in which one person signs in again and again.
 */
@TestConfiguration(proxyBeanMethods = false)
class Unlimited {

	@Bean
	Limits noLimits() {
		return new Limits(List.of());
	}

}
