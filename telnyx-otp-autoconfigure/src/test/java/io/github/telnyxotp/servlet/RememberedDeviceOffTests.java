package io.github.telnyxotp.servlet;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No device is remembered unless the application says so.
 */
class RememberedDeviceOffTests extends BankTests {

	@Test
	@DisplayName("SEC-37 without the property there is no box, and a wish for it is not heard")
	void nobodyIsAskedAndNothingIsRemembered() {
		Browser browser = half("alice");
		assertThat(browser.open(PAGE).body()).contains("name=\"code\"").doesNotContain("remember\"");
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "remember", "true");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		assertThat(browser.cookie("otp-device")).isEmpty();
		assertThat(this.events.devices).isEmpty();
	}

	@Test
	void placeOfTheListIsTheApplications() {
		assertThat(whole("alice").get(PAGE + "/devices").statusCode()).isEqualTo(404);
		assertThat(Browser.location(half("alice").get(PAGE + "/devices"))).startsWith(PAGE + "?factor");
	}

}
