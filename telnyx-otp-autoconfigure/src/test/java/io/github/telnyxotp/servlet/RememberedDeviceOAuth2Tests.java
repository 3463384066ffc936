package io.github.telnyxotp.servlet;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who come from an OAuth2 provider, on a remembered device.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = OAuth2FirstFactorTests.Application.class,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.remembered-device.enabled=true",
				"telnyx.otp.remembered-device.cookie-name=trust", "telnyx.otp.remembered-device.time-to-live=1d" })
class RememberedDeviceOAuth2Tests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Test
	void loginByAProviderKeepsItsTokenAndGainsTheFactorOfTheDevice() {
		Browser browser = new Browser(this.port);
		FakeProvider.comeBack(browser);
		assertThat(browser.open("/login/otp").body()).contains("Remember this device for a day");
		browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT, "remember", "on");
		assertThat(browser.cookie("trust")).isNotEmpty();
		browser.forget("JSESSIONID");
		this.telnyx.reset();
		assertThat(browser.follow(FakeProvider.comeBack(browser)).body())
			.isEqualTo("OAuth2AuthenticationToken of alice from fake "
					+ "[FACTOR_AUTHORIZATION_CODE, FACTOR_REMEMBERED_DEVICE, ROLE_USER]");
		assertThat(this.telnyx.sent).isEmpty();
	}

}
