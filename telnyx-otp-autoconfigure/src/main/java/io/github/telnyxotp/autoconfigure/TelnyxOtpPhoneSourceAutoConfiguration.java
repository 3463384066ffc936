package io.github.telnyxotp.autoconfigure;

import java.util.stream.Stream;

import io.github.telnyxotp.phonebook.Phonebook;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.util.ClassUtils;

/**
 * Refuses to start when everybody is asked for a code and nobody can have a phone. Where
 * principals may bring one, that is known only when they sign in. It stands alone so that
 * test slices, which leave the application's phonebook out, do without it.
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("telnyx.otp.second-factor.enabled")
@ConditionalOnClass(Authentication.class)
public final class TelnyxOtpPhoneSourceAutoConfiguration {

	private static final Log logger = LogFactory.getLog(TelnyxOtpPhoneSourceAutoConfiguration.class);

	private static final String SPRING = "org.springframework.security.";

	private static final String PROVIDERS = SPRING + "oauth2.client.registration.ClientRegistrationRepository";

	TelnyxOtpPhoneSourceAutoConfiguration(TelnyxOtpProperties properties, ObjectProvider<Phonebook> phonebooks,
			ApplicationContext application) {
		boolean known = !properties.phone().numbers().isEmpty() || properties.phone().jdbcQuery() != null
				|| phonebooks.stream().findAny().isPresent() || !application.containsBean("telnyxOtpPhonebooks");
		if (known) {
			return;
		}
		if (!principalsMayBringPhones(application)) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.phone.numbers",
					"It is empty, and there is no other source of phone numbers, so nobody could sign in.",
					"Set telnyx.otp.phone.numbers.<username> for each user, or telnyx.otp.phone.jdbc-query, or publish "
							+ "a bean of type io.github.telnyxotp.phonebook.Phonebook.");
		}
		logger.info("Only people whose principal brings a phone number can get past the code page: as a "
				+ "PhoneNumberHolder, or in the verified claim that telnyx.otp.phone.claim names");
	}

	/** What Spring Security makes of names and passwords alone never brings a phone. */
	private static boolean principalsMayBringPhones(ApplicationContext application) {
		return Stream.of(UserDetailsService.class, AuthenticationProvider.class, AuthenticationManager.class)
			.flatMap((type) -> application.getBeanProvider(type).stream())
			.anyMatch((bean) -> !ClassUtils.getUserClass(bean).getName().startsWith(SPRING))
				|| hasProviders(application);
	}

	private static boolean hasProviders(ApplicationContext application) {
		ClassLoader loader = application.getClassLoader();
		return ClassUtils.isPresent(PROVIDERS, loader)
				&& application.getBeanNamesForType(ClassUtils.resolveClassName(PROVIDERS, loader)).length > 0;
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
