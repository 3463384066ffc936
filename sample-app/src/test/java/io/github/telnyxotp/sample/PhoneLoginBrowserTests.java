package io.github.telnyxotp.sample;

import java.net.URI;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Customers who sign in by phone, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
class PhoneLoginBrowserTests extends BrowserTests {

	@BeforeEach
	void reset() {
		this.simulator.reset();
		this.simulator.webhookUrl(URI.create(url("/telnyx/webhooks/verify")));
	}

	@Test
	void phoneComesFirstAndThePasswordAfterIt() {
		Page page = page(phone());
		page.navigate(url("/account"));
		page.click("text=Sign in with your phone");
		shoot(page, "phone-login");
		page.fill("#phone", "+1 555 010 0001");
		page.click("button.primary");
		page.waitForURL("**/login/otp*");
		shoot(page, "phone-login-code");
		page.fill("#code", codeOf(ALICE));
		page.click("button.primary");
		page.waitForURL("**/login");
		assertThat(page.textContent("main")).contains("Your phone is confirmed");
		shoot(page, "phone-login-password");
		page.fill("#username", "alice");
		page.fill("#password", "wonderland");
		page.click("button[type=submit]");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).contains("FACTOR_PASSWORD", "FACTOR_PHONE_OTP_WHATSAPP");
	}

	@Test
	void numberOfNobodyLooksLikeEveryOther() {
		Page page = page(phone().setJavaScriptEnabled(false));
		page.navigate(url("/login/phone"));
		page.fill("#phone", "+1 555 010 0077");
		page.click("button.primary");
		page.waitForURL("**/login/otp*");
		assertThat(page.textContent("main")).contains("If you can sign in with this number");
		page.fill("#code", "123456");
		page.click("button.primary");
		assertThat(page.textContent("main")).contains("That code is not right");
		assertThat(this.simulator.messages("+15550100077")).isEmpty();
	}

	/** The message leaves after the page was answered. */
	private String codeOf(String phone) {
		await().until(() -> !this.simulator.messages(phone).isEmpty());
		return this.simulator.latestCode(phone);
	}

}
