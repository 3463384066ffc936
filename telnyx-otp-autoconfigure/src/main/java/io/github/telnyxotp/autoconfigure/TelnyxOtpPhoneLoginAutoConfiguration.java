package io.github.telnyxotp.autoconfigure;

import java.util.function.Predicate;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.MapPhoneNumberUserDetailsService;
import io.github.telnyxotp.phonebook.PhoneNumberRegistrar;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import io.github.telnyxotp.security.PhoneAccounts;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Login by phone alone: to whom a phone opens the door. Refuses to start when it would be
 * nobody.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("telnyx.otp.login.enabled")
@ConditionalOnClass(Authentication.class)
public final class TelnyxOtpPhoneLoginAutoConfiguration {

	@Bean
	PhoneAccounts telnyxOtpPhoneAccounts(TelnyxOtpProperties properties,
			ObjectProvider<PhoneNumberUserDetailsService> theirs, ObjectProvider<UserDetailsService> users,
			ObjectProvider<PhoneNumberRegistrar> registrar) {
		boolean register = properties.login().autoRegister();
		if (register && registrar.stream().findAny().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.login.auto-register",
					"It is set, but nothing opens accounts.", "Publish a bean of type "
							+ "io.github.telnyxotp.phonebook.PhoneNumberRegistrar, or remove the property.");
		}
		PhoneNumberUserDetailsService accounts = theirs.getIfAvailable(() -> ours(properties, users));
		return new PhoneAccounts(() -> accounts, () -> register ? registrar.getObject() : null);
	}

	@Bean(defaultCandidate = false)
	Predicate<PhoneNumber> telnyxOtpAdmission(ObjectProvider<PhoneAccounts> accounts) {
		// Fetched late: what knows the accounts may itself use the flow
		return (phone) -> accounts.getObject().admits(phone);
	}

	private static PhoneNumberUserDetailsService ours(TelnyxOtpProperties properties,
			ObjectProvider<UserDetailsService> users) {
		UserDetailsService all = users.getIfUnique();
		if (all == null || properties.phone().numbers().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.login.enabled",
					"It is set, but nobody knows whose phone is whose.",
					"Set telnyx.otp.phone.numbers.<username> for the users of a UserDetailsService, or "
							+ "telnyx.otp.login.jdbc-query, or publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService.");
		}
		return new MapPhoneNumberUserDetailsService(new Settings(properties).phones(), all);
	}

}
