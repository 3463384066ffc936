package io.github.telnyxotp.servlet;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody who signed in by phone wants another number, where there is a password too.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, VisitTests.Accounts.class, EnrolmentTests.Accounts.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true",
		"telnyx.otp.login.pace=20ms" })
class PhoneLoginEnrolmentTests extends VisitTests {

	private static final String ENROL = "/login/otp/phone";

	@Test
	@DisplayName("SEC-40 who signed in by phone gives the password before the number changes")
	void phoneAloneChangesNoNumber() {
		Browser browser = browser();
		ask(browser, phone());
		submit(browser, FakeTelnyx.RIGHT);
		String token = Browser.token(browser.open("/logout"));
		PhoneNumber phone = this.phones.free();
		this.telnyx.reset();
		assertThat(Browser.location(browser.post(ENROL, token, "phone", phone.value()))).isEqualTo(ENROL);
		assertThat(Browser.location(browser.get(ENROL))).isEqualTo("/login");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(browser.follow(browser.login("alice", Bank.PASSWORD)).uri()).hasPath(ENROL);
		browser.submit(ENROL, ENROL, "phone", phone.value());
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(this.phones.of("alice")).isEqualTo(phone);
	}

}
