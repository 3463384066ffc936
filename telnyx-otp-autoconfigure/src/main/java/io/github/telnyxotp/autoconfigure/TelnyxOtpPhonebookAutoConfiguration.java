package io.github.telnyxotp.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.github.telnyxotp.phonebook.ClaimPhonebook;
import io.github.telnyxotp.phonebook.MapPhonebook;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.phonebook.Phonebook;
import io.github.telnyxotp.phonebook.Phonebooks;
import io.github.telnyxotp.phonebook.PrincipalPhonebook;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.StandardClaimAccessor;

/**
 * Auto-configuration of where phones come from, in this order: phonebooks of the
 * application, the principal, the claim of a provider, the database, the properties.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnClass(Authentication.class)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
public final class TelnyxOtpPhonebookAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Phonebooks telnyxOtpPhonebooks(ObjectProvider<Phonebook> theirs, ObjectProvider<PhoneSource> ours) {
		return new Phonebooks(
				Stream.concat(theirs.orderedStream(), ours.orderedStream().map(PhoneSource::phonebook)).toList());
	}

	@Bean
	@Order(PhoneSource.PRINCIPAL)
	PhoneSource telnyxOtpPrincipalPhones() {
		return new PhoneSource(new PrincipalPhonebook());
	}

	/**
	 * What it takes to read numbers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PhoneNumberUtil.class)
	static class NumberConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PhoneNumberParser telnyxOtpPhoneNumberParser(TelnyxOtpProperties properties) {
			return new Settings(properties).phoneNumbers();
		}

		@Bean
		@Order(PhoneSource.PROPERTIES)
		PhoneSource telnyxOtpPropertyPhones(TelnyxOtpProperties properties) {
			return new PhoneSource(new MapPhonebook(new Settings(properties).phones()));
		}

	}

	/**
	 * Claims of OpenID providers.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ PhoneNumberUtil.class, StandardClaimAccessor.class })
	static class ClaimConfiguration {

		@Bean
		@Order(PhoneSource.CLAIM)
		PhoneSource telnyxOtpClaimPhones(TelnyxOtpProperties properties, PhoneNumberParser parser) {
			String claim = properties.phone().claim();
			return new PhoneSource(claim.isBlank() ? (user) -> List.of() : new ClaimPhonebook(claim, parser));
		}

	}

}
