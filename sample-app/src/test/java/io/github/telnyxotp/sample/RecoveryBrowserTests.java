package io.github.telnyxotp.sample;

import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.UserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who forgot their password, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
class RecoveryBrowserTests extends BrowserTests {

	@Autowired
	private UserDetailsManager customers;

	@BeforeEach
	void reset() {
		this.simulator.reset();
	}

	@Test
	void aliceChoosesANewPasswordOnAPhoneSizedScreenWithoutJavaScript() {
		UserDetails before = this.customers.loadUserByUsername("alice");
		try {
			Page page = page(phone().setJavaScriptEnabled(false));
			page.navigate(url("/login"));
			page.click("text=Password forgotten?");
			fits(page, "recovery-phone");
			page.fill("#name", "alice");
			page.click("text=Send me a code");
			page.waitForSelector("#lead");
			fits(page, "recovery-code-phone");
			Awaitility.await().until(() -> !this.simulator.messages(ALICE).isEmpty());
			String code = this.simulator.latestCode(ALICE);
			page.fill("#code", code.startsWith("1") ? "222222" : "111111");
			page.click("button:text-is('Confirm')");
			page.waitForURL("**/recovery/code?error=wrong*");
			fits(page, "recovery-wrong-phone");
			page.fill("#code", code);
			page.click("button:text-is('Confirm')");
			page.waitForURL("**/recovery/password");
			fits(page, "recovery-password-phone");
			page.fill("#password", "yes we can");
			page.click("text=Change my password");
			page.waitForURL("**/recovery/done");
			fits(page, "recovery-done-phone");
			page.goBack();
			assertThat(page.url()).as("not the old form").endsWith("/recovery/done");
			page.navigate(url("/login"));
			page.fill("#username", "alice");
			page.fill("#password", "yes we can");
			page.click("button[type=submit]");
			page.waitForURL("**/login/otp*");
		}
		finally {
			this.customers.updateUser(before);
		}
	}

	/** Without a script nobody but the picture tells how wide the page is. */
	private static void fits(Page page, String name) {
		shoot(page, name);
		assertThat(page.locator("main").boundingBox().width).isLessThanOrEqualTo(390);
	}

}
