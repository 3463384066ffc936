package io.github.telnyxotp.servlet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A code is asked of those who have a role, as the application names its roles.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, EnrolmentTests.Accounts.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true",
		"telnyx.otp.second-factor.required-for=roles", "telnyx.otp.second-factor.roles=ADMIN" })
class RequiredForRolesTests extends BankTests {

	@Test
	void whoLacksTheRoleNeedsNoCode() {
		Browser browser = half("alice");
		assertThat(browser.get("/account").body()).contains("treasure of alice");
		assertThat(browser.get("/open/silver").body()).isEqualTo("silver");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-33 who has the role needs the code")
	void whoHasTheRoleNeedsTheCode() {
		Browser browser = half("adam");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.get("/open/silver").statusCode()).isEqualTo(302);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/admin").body()).contains("treasure of adam");
	}

	@Test
	@DisplayName("SEC-33 who gets the role meanwhile needs the code from the next sign-in on")
	void newRoleNeedsTheCode() {
		Browser browser = half("alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		this.users.updateUser(Bank.user("alice", "GROUP_ADMIN"));
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	void signInWithoutSessionStrategyIsJudgedByItsRoles() {
		Browser browser = browser();
		browser.get("/open/ticket");
		assertThat(browser.get("/account").body()).contains("treasure of ticket");
		assertThat(browser.get("/open/silver").body()).isEqualTo("silver");
	}

	@Test
	void ruleThatNamesTheFactorStillAsks() {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.get("/pay"))).startsWith(PAGE);
		browser.submit(PAGE, SEND);
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).uri()).hasPath("/pay");
	}

}
