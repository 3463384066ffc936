package io.github.telnyxotp.autoconfigure;

import javax.sql.DataSource;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked of a database, and what is said when there is none.
 */
class TelnyxOtpJdbcAutoConfigurationTests {

	private static final String PHONES = "telnyx.otp.phone.jdbc-query=select '+13125550100' where ? = 'alice'";

	private static final String USERS = "telnyx.otp.login.jdbc-query=select 'alice' where ? = '+13125550100'";

	private static final PhoneNumber PHONE = new PhoneNumber("+13125550100");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpAutoConfiguration.class, TelnyxOtpJdbcAutoConfiguration.class,
				TelnyxOtpPhoneLoginAutoConfiguration.class))
		.withBean(UserDetailsService.class,
				() -> (name) -> User.withUsername(name).password("{noop}secret").roles("USER").build())
		.withPropertyValues("telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", "telnyx.otp.login.enabled=true");

	private final ApplicationContextRunner withDatabase = this.application.withBean(DataSource.class,
			EmptyDatabase::create);

	@Test
	void numberOpensTheAccountThatTheQueryNames() {
		this.withDatabase.withPropertyValues(USERS)
			.run((context) -> assertThat(
					context.getBean(PhoneNumberUserDetailsService.class).loadUserByPhoneNumber(PHONE).getUsername())
				.isEqualTo("alice"));
	}

	@Test
	void accountsOfTheApplicationWin() {
		PhoneNumberUserDetailsService own = (phone) -> User.withUsername("own").password("{noop}secret").build();
		this.withDatabase.withPropertyValues(USERS)
			.withBean(PhoneNumberUserDetailsService.class, () -> own)
			.run((context) -> assertThat(context).getBean(PhoneNumberUserDetailsService.class).isSameAs(own));
	}

	@Test
	void queryForALoginThatIsOffIsNotAsked() {
		this.application.withPropertyValues(USERS, "telnyx.otp.login.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PhoneNumberUserDetailsService.class));
	}

	@Test
	void clientOfTheApplicationIsUsed() {
		this.application.withBean("one", DataSource.class, EmptyDatabase::create)
			.withBean("two", DataSource.class, EmptyDatabase::create)
			.withBean(JdbcClient.class, () -> JdbcClient.create(EmptyDatabase.create()))
			.withPropertyValues(USERS, PHONES)
			.run((context) -> assertThat(context).hasNotFailed().hasBean("telnyxOtpJdbcPhones"));
	}

	@Test
	void databaseIsNotNeededWithoutAQuery() {
		this.application.withPropertyValues("telnyx.otp.phone.numbers.alice=+13125550100")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("telnyxOtpJdbcPhones"));
	}

	@ParameterizedTest
	@ValueSource(strings = { PHONES, USERS })
	void queryWithoutADatabaseIsRefused(String query) {
		String property = query.substring(0, query.indexOf('='));
		assertRefused(this.application.withPropertyValues(query), property, "there is no database to ask");
		assertRefused(
				this.application.withPropertyValues(query)
					.withClassLoader(new FilteredClassLoader("org.springframework.jdbc")),
				property, "there is no database to ask");
		assertRefused(this.application.withPropertyValues(query)
			.withBean("one", DataSource.class, EmptyDatabase::create)
			.withBean("two", DataSource.class, EmptyDatabase::create), property, "there is no database to ask");
	}

	@ParameterizedTest
	@ValueSource(strings = { "telnyx.otp.phone.jdbc-query", "telnyx.otp.login.jdbc-query" })
	void queryForEverybodyIsRefused(String property) {
		assertRefused(this.withDatabase.withPropertyValues(property + "=select 'x'"), property,
				"'query' must have a question mark for what is looked up.");
	}

	@Test
	void queryForUsersThatNobodyKnowsIsRefused() {
		assertRefused(
				this.withDatabase.withPropertyValues(USERS)
					.withBean("more", UserDetailsService.class, () -> (name) -> null),
				"telnyx.otp.login.jdbc-query", "nobody knows the users that it names");
	}

	private static void assertRefused(ApplicationContextRunner application, String property, String reason) {
		application.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(TelnyxOtpConfigurationException.class)
			.hasMessageContaining(property)
			.hasMessageContaining(reason));
	}

}
