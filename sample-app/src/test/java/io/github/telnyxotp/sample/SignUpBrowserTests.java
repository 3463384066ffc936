package io.github.telnyxotp.sample;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who open an account at the bank, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
class SignUpBrowserTests extends BrowserTests {

	private static final String DAVE = "+15550100104";

	private static final String EVE = "+15550100105";

	@BeforeEach
	void reset() {
		this.simulator.reset();
	}

	@Test
	void daveOpensAnAccountAndSignsIn() {
		Page page = page(desktop());
		page.navigate(url("/"));
		shoot(page, "home");
		page.click("text=Open an account");
		page.waitForSelector("#name:focus");
		shoot(page, "sign-up");
		fill(page, "dave", "+1 (555) 010-0104");
		Page second = watched(page.context());
		arrived(second, DAVE);
		shoot(second, "sign-up-code");
		String code = this.simulator.latestCode(DAVE);
		page.fill("#code", code.startsWith("1") ? "222222" : "111111");
		page.click("button:text-is('Confirm')");
		page.waitForURL("**/sign-up/code?error=wrong*");
		assertThat(page.textContent("#left")).isEqualTo("4");
		assertThat(page.inputValue("#code")).isEmpty();
		shoot(page, "sign-up-wrong");
		page.click("text=Send another code");
		page.waitForURL("**/sign-up/code?error=too-soon*");
		page.fill("#code", code);
		page.keyboard().press("Enter");
		page.waitForURL("**/sign-up/done");
		shoot(page, "sign-up-done");
		page.reload();
		page.goBack();
		assertThat(page.url()).as("not the old form").endsWith("/sign-up/done");
		second.fill("#code", code);
		second.click("button:text-is('Confirm')");
		second.waitForURL("**/sign-up/done");
		page.click("a:text-is('Sign in now')");
		page.fill("#username", "dave");
		page.fill("#password", "correct horse");
		page.click("button[type=submit]");
		page.navigate(url("/account"));
		page.waitForSelector("main[data-state=waiting]");
		page.fill("#code", this.simulator.latestCode(DAVE));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(page.textContent("h1")).isEqualTo("Welcome, dave");
	}

	@Test
	void aPhoneSizedScreenWithoutJavaScriptInTheDarkIsEnoughForATakenName() {
		Page page = page(phone().setJavaScriptEnabled(false).setColorScheme(ColorScheme.DARK));
		page.navigate(url("/sign-up"));
		fits(page, "sign-up-phone-dark");
		fill(page, "alice", EVE);
		arrived(page, EVE);
		fits(page, "sign-up-code-phone-dark");
		page.fill("#code", this.simulator.latestCode(EVE));
		page.click("button:text-is('Confirm')");
		page.waitForURL("**/sign-up/name?error=taken");
		fits(page, "sign-up-taken-phone-dark");
		page.fill("#name", "eve");
		page.click("text=Open my account");
		page.waitForURL("**/sign-up/done");
		fits(page, "sign-up-done-phone-dark");
	}

	@Test
	void whatIsWrongIsSaidAtTheTop() {
		Page page = page(phone());
		page.navigate(url("/sign-up"));
		fill(page, "frank", "12345");
		assertThat(page.textContent("#problem")).contains("not a phone number");
		assertThat(page.inputValue("#name")).isEqualTo("frank");
		page.waitForSelector("#phone:focus");
		fits(page, "sign-up-problem-phone");
	}

	private void fill(Page page, String name, String phone) {
		page.fill("#name", name);
		page.fill("#password", "correct horse");
		page.fill("#phone", phone);
		page.click("text=Send me a code");
	}

	private void arrived(Page page, String phone) {
		Awaitility.await().until(() -> !this.simulator.messages(phone).isEmpty());
		page.navigate(url("/sign-up/code"));
		page.waitForSelector("text=We sent you a code by WhatsApp.");
	}

	/** Without a script nobody but the picture tells how wide the page is. */
	private static void fits(Page page, String name) {
		shoot(page, name);
		assertThat(page.locator("main").boundingBox().width).isLessThanOrEqualTo(390);
	}

}
