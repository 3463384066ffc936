package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.OtpEvents;
import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpSecondFactor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;

/**
 * Enrolment and change of numbers, for applications that store them.
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnClass(Authentication.class)
@ConditionalOnBean(PhoneNumberEnrolment.class)
public final class TelnyxOtpEnrolmentAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	OtpEnrolment telnyxOtpEnrolment(OtpSecondFactor secondFactor, PhoneNumberEnrolment accounts, KeyedHash keyedHash,
			OtpEvents events, TelnyxOtpProperties properties, ObjectProvider<InstantSource> clock) {
		return Settings.named("telnyx.otp.enrolment.login-age",
				() -> new OtpEnrolment(secondFactor, accounts, keyedHash, events, properties.enrolment().loginAge(),
						properties.secondFactor().enabled(), clock.getIfUnique(Clock::systemUTC)));
	}

}
