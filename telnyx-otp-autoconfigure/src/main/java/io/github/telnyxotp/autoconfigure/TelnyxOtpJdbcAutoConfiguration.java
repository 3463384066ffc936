package io.github.telnyxotp.autoconfigure;

import java.util.Objects;

import javax.sql.DataSource;

import io.github.telnyxotp.phonebook.JdbcPhoneNumberUserDetailsService;
import io.github.telnyxotp.phonebook.JdbcPhonebook;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Auto-configuration of what is asked of a database. It stands alone so that test slices,
 * which leave the database out, do without it.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpPhoneLoginAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnClass(Authentication.class)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
public final class TelnyxOtpJdbcAutoConfiguration {

	private static final String PHONES = "telnyx.otp.phone.jdbc-query";

	private static final String USERS = "telnyx.otp.login.jdbc-query";

	private static TelnyxOtpConfigurationException noDatabase(String property) {
		return new TelnyxOtpConfigurationException(property, "It is set, but there is no database to ask.",
				"Add spring-boot-starter-jdbc and a data source, mark one of several as @Primary, or remove the "
						+ "property.");
	}

	/**
	 * Nothing to ask with.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.jdbc.core.simple.JdbcClient")
	static class WithoutJdbcConfiguration {

		WithoutJdbcConfiguration(TelnyxOtpProperties properties) {
			if (properties.phone().jdbcQuery() != null) {
				throw noDatabase(PHONES);
			}
			if (properties.login().enabled() && properties.login().jdbcQuery() != null) {
				throw noDatabase(USERS);
			}
		}

	}

	/**
	 * Something to ask with.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JdbcClient.class)
	static class WithJdbcConfiguration {

		private final ObjectProvider<JdbcClient> clients;

		private final ObjectProvider<DataSource> sources;

		WithJdbcConfiguration(ObjectProvider<JdbcClient> clients, ObjectProvider<DataSource> sources) {
			this.clients = clients;
			this.sources = sources;
		}

		@Bean
		@Order(PhoneSource.JDBC)
		@ConditionalOnProperty(PHONES)
		PhoneSource telnyxOtpJdbcPhones(TelnyxOtpProperties properties, PhoneNumberParser parser) {
			String query = Objects.requireNonNull(properties.phone().jdbcQuery());
			JdbcClient jdbc = database(PHONES);
			return Settings.named(PHONES, () -> new PhoneSource(new JdbcPhonebook(jdbc, query, parser)));
		}

		@Bean
		@ConditionalOnMissingBean(PhoneNumberUserDetailsService.class)
		@ConditionalOnBooleanProperty("telnyx.otp.login.enabled")
		@ConditionalOnProperty(USERS)
		JdbcPhoneNumberUserDetailsService telnyxOtpJdbcPhoneNumberUsers(TelnyxOtpProperties properties,
				ObjectProvider<UserDetailsService> users) {
			String query = Objects.requireNonNull(properties.login().jdbcQuery());
			JdbcClient jdbc = database(USERS);
			UserDetailsService accounts = users.getIfUnique();
			if (accounts == null) {
				throw new TelnyxOtpConfigurationException(USERS, "It is set, but nobody knows the users that it names.",
						"Publish a bean of type UserDetailsService, mark one of several as @Primary, or publish a bean "
								+ "of type io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService.");
			}
			return Settings.named(USERS, () -> new JdbcPhoneNumberUserDetailsService(jdbc, query, accounts));
		}

		private JdbcClient database(String property) {
			JdbcClient client = this.clients.getIfUnique();
			if (client != null) {
				return client;
			}
			DataSource source = this.sources.getIfUnique();
			if (source == null) {
				throw noDatabase(property);
			}
			return JdbcClient.create(source);
		}

	}

}
