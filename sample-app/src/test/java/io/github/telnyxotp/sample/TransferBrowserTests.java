package io.github.telnyxotp.sample;

import java.net.URI;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Customers who send money, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
class TransferBrowserTests extends BrowserTests {

	@BeforeEach
	void reset() {
		this.simulator.reset();
		this.simulator.webhookUrl(URI.create(url("/telnyx/webhooks/verify")));
	}

	@Test
	@DisplayName("SEC-38 a transfer is approved with a code of its own, and sent once")
	void transferIsApprovedAndSentOnce() {
		Page page = aliceAtTheForm();
		order(page, "250", "Ann Once");
		assertThat(page.url()).contains("/login/otp");
		assertThat(page.textContent(".approval")).contains("You approve",
				"$250.00 to Ann Once, account DE89370400440532013000");
		shoot(page, "transfer-approve");
		confirm(page);
		page.waitForSelector("#sent");
		assertThat(page.textContent("#sent")).contains("$250.00 to Ann Once");
		shoot(page, "transfer-sent");
		page.reload();
		page.goBack();
		page.goForward();
		assertThat(sent(page, "Ann Once")).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-38 an amount that was changed after the approval is not sent")
	void changedAmountIsNotSent() {
		Page page = aliceAtTheForm();
		order(page, "250", "Ann Lee");
		Page other = watched(page.context());
		other.navigate(url("/transfer"));
		order(other, "9000", "Ann Lee");
		assertThat(other.textContent(".approval")).contains("$9,000.00");
		assertThat(other.textContent(".banner")).contains("another code in");
		page.navigate(url("/transfer"));
		order(page, "250", "Ann Lee");
		confirm(page);
		page.waitForURL("**/transfer*");
		assertThat(page.textContent("#sent")).contains("$250.00");
		assertThat(sent(page, "Ann Lee")).isEqualTo(1);
	}

	@Test
	void phoneSizedPageWithoutScriptApprovesToo() {
		Page page = page(phone().setJavaScriptEnabled(false));
		signIn(page);
		page.navigate(url("/transfer"));
		order(page, "12.50", "Bo");
		shoot(page, "transfer-approve-phone");
		confirm(page);
		assertThat(page.textContent("#sent")).contains("$12.50 to Bo");
		shoot(page, "transfer-sent-phone");
	}

	@Test
	@DisplayName("SEC-37 a remembered device signs in without a code, and still needs one for a transfer")
	void rememberedDeviceNeedsACodeForATransfer() {
		Page page = page(phone().setJavaScriptEnabled(false));
		signIn(page, "alice", "wonderland");
		page.check("input[name=remember]");
		shoot(page, "remember-phone");
		confirm(page);
		page.waitForURL("**/account*");
		page.click("button:has-text('Sign out')");
		page.waitForURL(url("/"));
		page.navigate(url("/login"));
		page.fill("#username", "alice");
		page.fill("#password", "wonderland");
		page.click("button[type=submit]");
		page.navigate(url("/account"));
		assertThat(page.textContent("#factors")).contains("FACTOR_REMEMBERED_DEVICE").doesNotContain("PHONE_OTP");
		page.click("text=My devices");
		shoot(page, "devices-phone");
		assertThat(page.textContent("main")).contains("This device");
		page.navigate(url("/transfer"));
		assertThat(page.url()).contains("/login/otp");
	}

	@Test
	@DisplayName("SEC-40 a number is changed after a fresh code, and the new one counts")
	void numberIsChanged() {
		Page page = page(desktop());
		signIn(page, "bob", "builder");
		page.fill("#code", this.simulator.latestCode("+15550100002"));
		page.click("button.primary");
		page.waitForURL("**/account*");
		page.click("text=Change my number");
		shoot(page, "change-number");
		page.fill("#phone", "+1 555 010 0009");
		page.click("button.primary");
		page.waitForSelector("main[data-state=waiting]");
		page.fill("#code", this.simulator.latestCode("+15550100009"));
		page.click("button.primary");
		page.navigate(url("/login/otp/phone"));
		assertThat(page.textContent("main")).contains("09");
		shoot(page, "changed-number");
		page.navigate(url("/account"));
		assertThat(page.textContent("#sign-ins tbody tr:first-child")).contains("••••••••09", "New number confirmed");
	}

	@Test
	void nonsenseCostsNoMessage() {
		Page page = page(phone().setJavaScriptEnabled(false));
		signIn(page);
		page.navigate(url("/transfer"));
		int before = this.simulator.messages(ALICE).size();
		page.fill("#amount", "0");
		page.fill("#payee", "Bo");
		page.fill("#account", "DE89370400440532013000");
		page.click("button.button");
		assertThat(page.textContent("#mistake")).contains("Nothing was sent");
		assertThat(this.simulator.messages(ALICE)).hasSize(before);
	}

	private Page aliceAtTheForm() {
		Page page = page(desktop());
		signIn(page);
		page.navigate(url("/transfer"));
		return page;
	}

	private void signIn(Page page) {
		signIn(page, "alice", "wonderland");
		confirm(page);
		page.waitForURL("**/account*");
	}

	private static void order(Page page, String amount, String payee) {
		page.fill("#amount", amount);
		page.fill("#payee", payee);
		page.fill("#account", "DE89 3704 0044 0532 0130 00");
		page.click("button.button");
	}

	private void confirm(Page page) {
		page.fill("#code", newest());
		page.click("button.primary");
	}

	private static int sent(Page page, String payee) {
		return page.locator("#transfers tbody tr:has-text('" + payee + "')").count();
	}

	private String newest() {
		return this.simulator.latestCode(ALICE);
	}

}
