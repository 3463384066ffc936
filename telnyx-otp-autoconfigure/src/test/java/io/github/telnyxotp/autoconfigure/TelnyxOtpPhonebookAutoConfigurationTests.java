package io.github.telnyxotp.autoconfigure;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberHolder;
import io.github.telnyxotp.phonebook.Phonebook;
import io.github.telnyxotp.phonebook.Phonebooks;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * In which order sources are asked, and what a phonebook of the application does to that.
 */
class TelnyxOtpPhonebookAutoConfigurationTests {

	private static final PhoneNumber OWN = new PhoneNumber("+13125550101");

	private static final PhoneNumber PRINCIPAL = new PhoneNumber("+13125550102");

	private static final PhoneNumber CLAIM = new PhoneNumber("+13125550103");

	private static final PhoneNumber JDBC = new PhoneNumber("+13125550104");

	private static final PhoneNumber PROPERTIES = new PhoneNumber("+13125550105");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpAutoConfiguration.class,
				TelnyxOtpPhonebookAutoConfiguration.class, TelnyxOtpJdbcAutoConfiguration.class))
		.withPropertyValues("telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001",
				"telnyx.otp.phone.numbers.alice=+13125550105");

	private final ApplicationContextRunner withDatabase = this.application
		.withBean(DataSource.class, EmptyDatabase::create)
		.withPropertyValues("telnyx.otp.phone.jdbc-query=select '+13125550104' where ? = 'alice'");

	@Test
	void propertiesAreAskedLast() {
		this.application.run((context) -> assertThat(phones(context, "alice")).containsExactly(PROPERTIES));
		this.withDatabase.run((context) -> assertThat(phones(context, "alice")).containsExactly(JDBC));
	}

	@Test
	void severalNumbersInThePropertiesArePhonesInTheirOrder() {
		this.application
			.withPropertyValues("telnyx.otp.phone.numbers.[alice@example.org]=+1 312 555-0105, +13125550104")
			.run((context) -> assertThat(phones(context, "alice@example.org")).containsExactly(PROPERTIES, JDBC));
	}

	@Test
	void claimIsAskedBeforeTheDatabase() {
		this.withDatabase.run((context) -> assertThat(phones(context, alice())).containsExactly(CLAIM));
	}

	@Test
	void claimCanBeNamedAndLeftOut() {
		this.withDatabase.withPropertyValues("telnyx.otp.phone.claim=mobile")
			.run((context) -> assertThat(phones(context, alice())).containsExactly(PRINCIPAL));
		this.withDatabase.withPropertyValues("telnyx.otp.phone.claim=")
			.run((context) -> assertThat(phones(context, alice())).containsExactly(JDBC));
	}

	@Test
	void principalIsAskedBeforeTheClaim() {
		this.withDatabase.run((context) -> assertThat(phones(context, new Holder())).containsExactly(PRINCIPAL));
	}

	@Test
	void phonebooksOfTheApplicationAreAskedFirstAndInTheirOrder() {
		this.withDatabase.withUserConfiguration(TwoPhonebooks.class).run((context) -> {
			assertThat(phones(context, new Holder())).containsExactly(OWN);
			assertThat(phones(context, "bob")).containsExactly(PRINCIPAL);
			assertThat(phones(context, "alice")).containsExactly(JDBC);
		});
	}

	@Test
	void phonebookOfTheApplicationIsTheOnlyBeanOfItsType() {
		this.withDatabase.withBean(Phonebook.class, () -> (user) -> List.of(OWN))
			.run((context) -> assertThat(context).hasSingleBean(Phonebook.class));
	}

	@Test
	void orderOfTheApplicationReplacesOurs() {
		this.withDatabase.withBean(Phonebooks.class, () -> new Phonebooks(List.of()))
			.run((context) -> assertThat(phones(context, "alice")).isEmpty());
	}

	@Test
	void phonebookOfTheApplicationThatFailsIsNotStoodInFor() {
		this.withDatabase.withBean(Phonebook.class, () -> (user) -> {
			throw new IllegalStateException("The directory is away");
		}).run((context) -> assertThatIllegalStateException().isThrownBy(() -> phones(context, "alice")));
	}

	@Test
	void sourcesDoWithoutTheLibrariesOfOthers() {
		this.application
			.withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2", "org.springframework.jdbc"))
			.run((context) -> assertThat(phones(context, "alice")).containsExactly(PROPERTIES));
		this.application.withClassLoader(new FilteredClassLoader(PhoneNumberUtil.class))
			.run((context) -> assertThat(phones(context, new Holder())).containsExactly(PRINCIPAL));
	}

	private static DefaultOidcUser alice() {
		Map<String, Object> claims = Map.of("sub", "alice", "phone_number", CLAIM.value(), "phone_number_verified",
				true, "mobile", PRINCIPAL.value(), "mobile_verified", true);
		return new DefaultOidcUser(AuthorityUtils.NO_AUTHORITIES,
				new OidcIdToken("t", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), claims));
	}

	private static List<PhoneNumber> phones(AssertableApplicationContext context, Object principal) {
		return context.getBean(Phonebooks.class).find(new TestingAuthenticationToken(principal, null));
	}

	/**
	 * Somebody who comes from a provider, with a number that the application has on file.
	 */
	private static final class Holder extends DefaultOidcUser implements PhoneNumberHolder {

		Holder() {
			super(alice().getAuthorities(), alice().getIdToken());
		}

		@Override
		public List<PhoneNumber> getPhoneNumbers() {
			return List.of(PRINCIPAL);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoPhonebooks {

		@Bean
		@Order(2)
		Phonebook everybodyElse() {
			return (user) -> user.getPrincipal() instanceof PhoneNumberHolder || user.getName().equals("bob")
					? List.of(PRINCIPAL) : List.of();
		}

		@Bean
		@Order(1)
		Phonebook guests() {
			return (user) -> user.getPrincipal() instanceof PhoneNumberHolder ? List.of(OWN) : List.of();
		}

	}

}
