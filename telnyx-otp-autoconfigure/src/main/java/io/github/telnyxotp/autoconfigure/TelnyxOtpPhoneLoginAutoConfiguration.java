package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.MapPhoneNumberUserDetailsService;
import io.github.telnyxotp.phonebook.PhoneNumberProofs;
import io.github.telnyxotp.phonebook.PhoneNumberRegistrar;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import io.github.telnyxotp.security.PhoneAccounts;
import io.github.telnyxotp.security.ProofMemory;

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

	/** Longer than most people stay away from what they use. */
	private static final Duration USUALLY_UNUSED = Duration.ofDays(180);

	@Bean
	PhoneAccounts telnyxOtpPhoneAccounts(TelnyxOtpProperties properties,
			ObjectProvider<PhoneNumberUserDetailsService> theirs, ObjectProvider<UserDetailsService> users,
			ObjectProvider<PhoneNumberRegistrar> registrar, ProofMemory memory) {
		boolean register = properties.login().autoRegister();
		if (register && registrar.stream().findAny().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.login.auto-register",
					"It is set, but nothing opens accounts.", "Publish a bean of type "
							+ "io.github.telnyxotp.phonebook.PhoneNumberRegistrar, or remove the property.");
		}
		PhoneNumberUserDetailsService accounts = theirs.getIfAvailable(() -> ours(properties, users));
		return new PhoneAccounts(() -> accounts, () -> register ? registrar.getObject() : null, memory);
	}

	@Bean
	ProofMemory telnyxOtpProofMemory(TelnyxOtpProperties properties, ObjectProvider<PhoneNumberProofs> proofs,
			ObjectProvider<InstantSource> clock) {
		Duration unused = properties.login().unusedAfter();
		if (unused != null && proofs.stream().findAny().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.login.unused-after",
					"It is set, but nobody knows when a number was proved.",
					"Publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberProofs, or remove the property.");
		}
		return Settings.named("telnyx.otp.login.unused-after", () -> new ProofMemory(proofs::getIfAvailable,
				(unused != null) ? unused : USUALLY_UNUSED, clock.getIfUnique(Clock::systemUTC)));
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
