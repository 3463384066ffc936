package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import io.github.telnyxotp.phonebook.PhoneNumberHistory;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpRequirement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.core.GrantedAuthorityDefaults;

import static org.assertj.core.api.Assertions.assertThat;

class TelnyxOtpEnrolmentAutoConfigurationTests {

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TelnyxOtpAutoConfiguration.class, TelnyxOtpPhoneSourceAutoConfiguration.class,
						TelnyxOtpEnrolmentAutoConfiguration.class, TelnyxOtpServletSecurityAutoConfiguration.class))
		.withPropertyValues("telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001",
				"telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.alice=+13125550100");

	private final WebApplicationContextRunner storing = this.servlet.withBean(PhoneNumberEnrolment.class,
			() -> (user, before, proved) -> {
			});

	@Test
	void numbersAreEnrolledOnlyWhereTheyAreStored() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(OtpEnrolment.class));
		this.storing.run((context) -> assertThat(context).hasSingleBean(OtpEnrolment.class));
	}

	@Test
	void settingsAreTheUsualOnes() {
		this.servlet.run((context) -> {
			TelnyxOtpProperties properties = context.getBean(TelnyxOtpProperties.class);
			assertThat(properties.enrolment().loginAge()).isEqualTo(Duration.ofMinutes(15));
			assertThat(properties.enrolment().rest()).isZero();
			assertThat(context.getBean(OtpRequirement.class)).isSameAs(OtpRequirement.ALL);
		});
	}

	@Test
	void requirementOfTheApplicationWins() {
		OtpRequirement own = (user) -> false;
		this.servlet.withBean("own", OtpRequirement.class, () -> own)
			.run((context) -> assertThat(context.getBean(OtpRequirement.class)).isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "GROUP_ADMIN,true", "GROUP_OWNER,true", "GROUP_USER,false", "ADMIN,false", "ROLE_ADMIN,false" })
	@DisplayName("SEC-33 roles are those of the application, with its prefix and its hierarchy")
	void rolesAreThoseOfTheApplication(String authority, boolean required) {
		this.servlet
			.withPropertyValues("telnyx.otp.second-factor.required-for=roles",
					"telnyx.otp.second-factor.roles=ADMIN,AUDITOR")
			.withBean(GrantedAuthorityDefaults.class, () -> new GrantedAuthorityDefaults("GROUP_"))
			.withBean(RoleHierarchy.class,
					() -> RoleHierarchyImpl.withRolePrefix("GROUP_").role("OWNER").implies("ADMIN").build())
			.run((context) -> assertThat(context.getBean(OtpRequirement.class)
				.isRequiredOf(new TestingAuthenticationToken("alice", null, authority))).isEqualTo(required));
	}

	@Test
	void enrolledAreThoseWithANumber() {
		this.servlet.withPropertyValues("telnyx.otp.second-factor.required-for=enrolled").run((context) -> {
			OtpRequirement requirement = context.getBean(OtpRequirement.class);
			assertThat(requirement.isRequiredOf(new TestingAuthenticationToken("alice", null, List.of()))).isTrue();
			assertThat(requirement.isRequiredOf(new TestingAuthenticationToken("carol", null, List.of()))).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"telnyx.otp.second-factor.required-for=roles|telnyx.otp.second-factor.roles|It is not set, so nobody would be asked for a code.",
			"telnyx.otp.second-factor.roles=ADMIN|telnyx.otp.second-factor.roles|It is set, but who is asked for a code is not decided by roles.",
			"telnyx.otp.enrolment.rest=1h|telnyx.otp.enrolment.rest|It is set, but nobody knows when a number was changed.",
			"telnyx.otp.enrolment.login-age=0s|telnyx.otp.enrolment.login-age|The age of a sign-in must be more than zero." })
	void settingThatProtectsNothingIsRefused(String setting, String property, String reason) {
		this.storing.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining(property)
				.hasMessageContaining(reason));
	}

	@Test
	void roleWithItsPrefixIsRefused() {
		this.servlet
			.withPropertyValues("telnyx.otp.second-factor.required-for=roles",
					"telnyx.otp.second-factor.roles=ROLE_ADMIN")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("telnyx.otp.second-factor.roles"));
	}

	@Test
	void restNeedsAHistory() {
		this.storing.withPropertyValues("telnyx.otp.enrolment.rest=1h")
			.withBean(PhoneNumberHistory.class, () -> (user) -> Optional.empty())
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
