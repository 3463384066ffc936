package io.github.telnyxotp.sample;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People at the bank, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
class SampleBankBrowserTests extends BrowserTests {

	private static final String BOB = "+15550100002";

	private static final String CAROL = "+15550100003";

	@BeforeEach
	void reset() {
		this.simulator.reset();
		this.simulator.webhookUrl(URI.create(url("/telnyx/webhooks/verify")));
	}

	@Test
	void aliceSignsInWithTheCodeFromHerWhatsApp() {
		Page page = page(desktop());
		signIn(page, "alice", "wonderland");
		assertThat(page.url()).contains("/login/otp");
		assertThat(page.content()).contains("WhatsApp").doesNotContain(ALICE).doesNotContain("5550100001");
		shoot(page, "alice-code");
		page.fill("#code", this.simulator.latestCode(ALICE));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).contains("FACTOR_PHONE_OTP_WHATSAPP");
		shoot(page, "alice-account");
	}

	@Test
	void bobGetsATextMessageBecauseWhatsAppFailsAndClicksNothing() {
		Page page = page(desktop());
		signIn(page, "bob", "builder");
		page.waitForSelector("li[data-step=sms].accepted, li[data-step=sms].delivered");
		assertThat(page.textContent("main")).contains("WhatsApp did not go through");
		shoot(page, "bob-code");
		page.fill("#code", this.simulator.latestCode(BOB));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).contains("FACTOR_PHONE_OTP_SMS");
		assertThat(page.textContent("#sign-ins tbody tr:first-child")).contains("SMS", "••••••••02", "Signed in");
		shoot(page, "bob-account");
		page.setViewportSize(390, 844);
		assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isEqualTo(true);
		shoot(page, "bob-account-phone");
	}

	@Test
	void carolIsCalled() {
		Page page = page(desktop());
		signIn(page, "carol", "singer");
		page.waitForSelector("li[data-step=call].accepted, li[data-step=call].delivered");
		shoot(page, "carol-code");
		page.fill("#code", this.simulator.latestCode(CAROL));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).contains("FACTOR_PHONE_OTP_CALL");
	}

	@Test
	void aWrongCodeIsSaidClearlyAndTheRightOneStillWorks() {
		Page page = page(desktop());
		signIn(page, "alice", "wonderland");
		String code = this.simulator.latestCode(ALICE);
		page.fill("#code", code.startsWith("1") ? "222222" : "111111");
		page.click("button.primary");
		page.waitForURL("**/login/otp?error=wrong");
		assertThat(page.inputValue("#code")).isEmpty();
		shoot(page, "wrong-code");
		page.fill("#code", code);
		page.keyboard().press("Enter");
		page.waitForURL("**/account*");
	}

	@Test
	void aPhoneSizedScreenWithoutJavaScriptInTheDarkWorks() {
		Page page = page(phone().setJavaScriptEnabled(false).setColorScheme(ColorScheme.DARK));
		page.navigate(url("/account"));
		page.fill("#username", "alice");
		page.fill("#password", "wonderland");
		page.click("button[type=submit]");
		until(() -> !this.simulator.messages(ALICE).isEmpty());
		page.reload();
		shoot(page, "phone-dark-no-script");
		page.fill("#code", this.simulator.latestCode(ALICE));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(this.simulator.messages(ALICE)).as("a reload sends nothing").hasSize(1);
	}

	@Test
	@DisplayName("SEC-36 the phone opens the door, and the account still wants the password")
	void aliceSignsInWithHerPhoneAndThenHerPassword() {
		Page page = page(phone().setColorScheme(ColorScheme.DARK));
		page.navigate(url("/login"));
		page.click("text=Sign in with your phone");
		page.waitForSelector("#phone:focus");
		shoot(page, "phone-login-dark");
		page.fill("#phone", "+1 (555) 010-0001");
		page.click("button.primary");
		page.waitForURL("**/login/otp");
		until(() -> !this.simulator.messages(ALICE).isEmpty());
		shoot(page, "phone-login-code");
		page.fill("#code", this.simulator.latestCode(ALICE));
		page.click("button.primary");
		page.waitForURL(url("/"));
		page.navigate(url("/account"));
		assertThat(page.url()).endsWith("/login");
		page.fill("#username", "alice");
		page.fill("#password", "wonderland");
		page.click("button[type=submit]");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).contains("FACTOR_PASSWORD", "FACTOR_PHONE_OTP_WHATSAPP");
		assertThat(this.simulator.messages(ALICE)).as("no second code").hasSize(1);
	}

	@Test
	void theKeyboardIsEnough() {
		Page page = page(desktop());
		page.navigate(url("/account"));
		page.waitForSelector("#username:focus");
		page.keyboard().type("alice");
		page.keyboard().press("Tab");
		page.keyboard().type("wonderland");
		page.keyboard().press("Enter");
		page.waitForURL("**/login/otp*");
		ready(page);
		page.focus("#code");
		page.keyboard().type(this.simulator.latestCode(ALICE));
		page.keyboard().press("Enter");
		page.waitForURL("**/account*");
	}

	@Test
	void twoTabsAndTheBackButtonSendNothingAndSkipNothing() {
		Page first = page(desktop());
		signIn(first, "alice", "wonderland");
		Page second = watched(first.context());
		second.navigate(url("/account"));
		assertThat(second.url()).contains("/login/otp");
		signIn(second, "alice", "wonderland");
		assertThat(this.simulator.messages(ALICE)).as("the second tab sends nothing").hasSize(1);
		second.fill("#code", this.simulator.latestCode(ALICE));
		second.click("button.primary");
		second.waitForURL("**/account*");
		second.goBack();
		assertThat(second.url()).as("not the old form").doesNotContain("/login/otp");
		first.reload();
		assertThat(first.url()).doesNotContain("/login/otp");
		assertThat(this.simulator.messages(ALICE)).hasSize(1);
	}

	@Test
	@DisplayName("SEC-62 the code page keeps its own content policy and works without anything from elsewhere")
	void nothingComesFromElsewhere() {
		Page page = page(desktop());
		List<String> foreign = new ArrayList<>();
		page.onRequest((request) -> {
			if (!request.url().startsWith(url("/"))) {
				foreign.add(request.url());
			}
		});
		signIn(page, "alice", "wonderland");
		assertThat(foreign).isEmpty();
	}

	private static void until(BooleanSupplier condition) {
		org.awaitility.Awaitility.await().until(condition::getAsBoolean);
	}

}
