package io.github.telnyxotp.autoconfigure;

import java.util.List;

import javax.sql.DataSource;

import io.github.telnyxotp.phonebook.Phonebook;
import io.github.telnyxotp.phonebook.Phonebooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When an application starts although nobody's phone is known yet.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxOtpPhoneSourceAutoConfigurationTests {

	private static final String NOTE = "Only people whose principal brings a phone number can get past the code page";

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TelnyxOtpAutoConfiguration.class, TelnyxOtpPhonebookAutoConfiguration.class,
						TelnyxOtpJdbcAutoConfiguration.class, TelnyxOtpPhoneSourceAutoConfiguration.class))
		.withPropertyValues("telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001",
				"telnyx.otp.second-factor.enabled=true");

	@Test
	void accountsOfSpringSecurityHaveNoPhones() {
		InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
		this.application.withBean(InMemoryUserDetailsManager.class, () -> users)
			.withBean(AuthenticationProvider.class, () -> new DaoAuthenticationProvider(users))
			.withBean(ProviderManager.class, () -> new ProviderManager(new DaoAuthenticationProvider(users)))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining("there is no other source of phone numbers"));
	}

	@Test
	void accountsOfTheApplicationMayHavePhones(CapturedOutput output) {
		this.application
			.withBean(UserDetailsService.class, () -> (name) -> User.withUsername(name).password("{noop}s").build())
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut()).containsOnlyOnce(NOTE);
	}

	@Test
	void providerOfTheApplicationMayKnowPhones(CapturedOutput output) {
		this.application.withBean(AuthenticationProvider.class, Directory::new)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut()).containsOnlyOnce(NOTE);
	}

	@Test
	void peopleOfOtherProvidersMayHavePhones(CapturedOutput output) {
		this.application.withBean(ClientRegistrationRepository.class, () -> (id) -> null)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut()).containsOnlyOnce(NOTE);
	}

	@Test
	void nothingIsSaidWhereASourceIsNamed(CapturedOutput output) {
		this.application.withPropertyValues("telnyx.otp.phone.numbers.alice=+13125550100")
			.run((context) -> assertThat(context).hasNotFailed());
		this.application.withBean(Phonebook.class, () -> (user) -> List.of())
			.run((context) -> assertThat(context).hasNotFailed());
		this.application.withBean(Phonebooks.class, () -> new Phonebooks(List.of()))
			.run((context) -> assertThat(context).hasNotFailed());
		this.application.withBean(DataSource.class, EmptyDatabase::create)
			.withPropertyValues("telnyx.otp.phone.jdbc-query=select 1 where ? = 'alice'")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getOut()).doesNotContain(NOTE);
	}

	@Test
	void clientsOfOAuth2AreNotNeeded() {
		this.application.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class));
	}

	/**
	 * Knows people by other means than a name and a password.
	 */
	private static final class Directory implements AuthenticationProvider {

		@Override
		public Authentication authenticate(Authentication authentication) {
			return authentication;
		}

		@Override
		public boolean supports(Class<?> authentication) {
			return false;
		}

	}

}
