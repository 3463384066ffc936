package io.github.telnyxotp.autoconfigure;

import io.github.telnyxotp.phonebook.MapPhonebook;
import io.github.telnyxotp.phonebook.Phonebook;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;

/**
 * Refuses to start when everybody is asked for a code and nobody has a phone. It stands
 * alone so that test slices, which leave the application's phonebook out, do without it.
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("telnyx.otp.second-factor.enabled")
@ConditionalOnClass(Authentication.class)
public final class TelnyxOtpPhoneSourceAutoConfiguration {

	TelnyxOtpPhoneSourceAutoConfiguration(TelnyxOtpProperties properties, ObjectProvider<Phonebook> phonebooks,
			@Qualifier("telnyxOtpPhonebook") ObjectProvider<MapPhonebook> ours) {
		boolean theirs = phonebooks.stream().findAny().isPresent() && ours.getIfAvailable() == null;
		if (!theirs && properties.phone().numbers().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.phone.numbers",
					"It is empty, and there is no other source of phone numbers, so nobody could sign in.",
					"Set telnyx.otp.phone.numbers.<username> for each user, or publish a bean of type "
							+ "io.github.telnyxotp.phonebook.Phonebook.");
		}
	}

	/**
	 * Nobody is asked there yet, and nobody must believe otherwise.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class ReactiveConfiguration {

		ReactiveConfiguration() {
			throw new TelnyxOtpConfigurationException("telnyx.otp.second-factor.enabled",
					"It is set, but in a reactive application nobody would be asked for a code.",
					"Remove the property, or use a servlet application.");
		}

	}

}
