package io.github.telnyxotp.sample;

import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.test.SettableClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The limits of the starter in place of those of the demo, and a clock to wait for them.
 */
@TestConfiguration(proxyBeanMethods = false)
class UsualLimits {

	@Bean
	Limits usualLimits() {
		return new Limits(Limits.defaults());
	}

	@Bean
	SettableClock clock() {
		return SettableClock.now();
	}

}
