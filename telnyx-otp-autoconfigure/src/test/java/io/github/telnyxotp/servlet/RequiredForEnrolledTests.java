package io.github.telnyxotp.servlet;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A code is asked of those who have a number.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, EnrolmentTests.Accounts.class })
@TestPropertySource(
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.second-factor.required-for=enrolled" })
class RequiredForEnrolledTests extends BankTests {

	private static final String ENROL = "/login/otp/phone";

	@Test
	void whoHasNoNumberNeedsNoCode() {
		Browser browser = half("carol");
		assertThat(browser.get("/account").body()).contains("treasure of carol").doesNotContain("FACTOR_PHONE_OTP");
		assertThat(browser.get("/open/gold").body()).as("rules of methods").isEqualTo("gold");
		assertThat(browser.get("/api/account").body()).as("another chain").contains("treasure of carol");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void phonebookIsAskedAtTheSignInAndNotAgain() {
		Browser browser = half("carol");
		int asked = this.phones.asked.get();
		browser.get("/account");
		browser.get("/open/gold");
		assertThat(this.phones.asked.get()).isEqualTo(asked);
	}

	@Test
	@DisplayName("SEC-33 who has a number needs the code")
	void whoHasANumberNeedsTheCode() {
		Browser browser = half("alice");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.get("/open/gold").statusCode()).isEqualTo(302);
		assertThat(browser.get("/api/account").body()).doesNotContain("treasure");
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body()).contains("treasure of alice");
	}

	@Test
	@DisplayName("SEC-40 once somebody has a number every sign-in needs it")
	void enrolledNumberIsNeededFromThenOn() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		browser.submit(ENROL, ENROL, "phone", phone.value());
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body()).contains("FACTOR_PHONE_OTP");
		Browser next = half("carol");
		assertThat(Browser.location(next.get("/account"))).startsWith(PAGE);
		assertThat(next.get(PAGE).body()).contains(phone.masked());
	}

	@Test
	@DisplayName("SEC-33 while the phonebook fails everybody needs the code")
	void phonebookThatFailsOpensNothing() {
		this.phones.away.set(true);
		Browser browser = half("carol");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.get("/api/account").body()).doesNotContain("treasure");
	}

	@Test
	@DisplayName("SEC-35 that one account needs no code says nothing of another in the same session")
	void nextAccountOfTheSessionNeedsItsCode() {
		Browser browser = half("carol");
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		Browser other = half("carol");
		other.get("/open/ticket");
		assertThat(Browser.location(other.get("/account"))).as("a login without session strategy").startsWith(PAGE);
	}

	@Test
	void numberOfMeanwhileCountsFromTheNextSignInOn() {
		Browser browser = half("carol");
		this.phones.change("carol");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		assertThat(Browser.location(half("carol").get("/account"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-33 whoever signs in again with a number by now needs the code in the same session too")
	void spareEndsWithTheNextSignIn() {
		Browser browser = half("carol");
		this.phones.change("carol");
		browser.login("carol", Bank.PASSWORD);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.get("/api/account").body()).doesNotContain("treasure");
	}

}
