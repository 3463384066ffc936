package io.github.telnyxotp.sample;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.github.telnyxotp.simulator.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who wait for a message that does not come, in a real browser.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0",
				"telnyx.otp.fallback.wait.whatsapp=6s", "telnyx.otp.challenge.resend-cooldown=1s" })
class LiveLadderBrowserTests extends BrowserTests {

	private static final String TEXT_MESSAGE = ".step.accepted[data-step=sms]";

	private final List<String> requests = new ArrayList<>();

	@BeforeEach
	void silence() {
		this.simulator.reset();
		this.simulator.phone(ALICE).whatsapp(Outcome.SILENT);
	}

	@Test
	void silentWhatsAppIsFollowedByATextMessageOnTheSamePage() {
		Page page = recorded(desktop());
		waiting(page);
		assertThat(page.textContent(".step.due")).matches("Text message in \\d s");
		assertThat(page.textContent("#otp-send")).contains("Send now by text message", "Call me instead");
		shoot(page, "ladder-desktop-light");
		page.evaluate("window.samePage = true");
		page.fill("#code", "12");
		page.waitForSelector(TEXT_MESSAGE);
		assertThat(page.evaluate("window.samePage")).isEqualTo(true);
		assertThat(page.inputValue("#code")).isEqualTo("12");
		assertThat(page.evaluate("document.activeElement.id")).isEqualTo("code");
		assertThat(page.textContent("#otp-lead")).startsWith("We sent you a code by text message.");
		assertThat(page.textContent("#otp-live")).contains("Text message: on its way", "Phone call in");
		assertThat(this.requests).as("told by the server, not asked for").containsOnlyOnce("GET /login/otp/status");
		shoot(page, "ladder-desktop-light-text-message");
		page.fill("#code", this.simulator.latestCode(ALICE));
		page.click("button.primary");
		page.waitForURL("**/account*");
		assertThat(page.textContent("#factors")).as("WhatsApp may still have brought the code")
			.contains("FACTOR_PHONE_OTP_WHATSAPP_OR_SMS")
			.doesNotContain("FACTOR_PHONE_OTP_SMS");
	}

	@Test
	void whoDoesNotWantToWaitSendsTheTextMessageNow() {
		Page page = recorded(desktop());
		waiting(page);
		page.click("button[value=sms]:enabled");
		page.waitForSelector(TEXT_MESSAGE);
		assertThat(page.textContent(TEXT_MESSAGE)).isEqualTo("Text message: on its way");
		assertThat(this.simulator.messages(ALICE)).hasSize(1);
	}

	@Test
	void withoutStreamsThePageAsksAndLooksTheSame() {
		Page page = recorded(desktop().setColorScheme(ColorScheme.DARK));
		page.addInitScript("delete window.EventSource");
		waiting(page);
		shoot(page, "ladder-desktop-dark");
		page.fill("#code", "12");
		page.waitForSelector(TEXT_MESSAGE);
		assertThat(page.inputValue("#code")).isEqualTo("12");
		assertThat(this.requests).filteredOn("GET /login/otp/status"::equals).hasSizeGreaterThan(1);
	}

	@Test
	void pageWhoseStreamIsRefusedAsksInstead() {
		Page page = recorded(desktop());
		page.route("**/login/otp/status", (route) -> {
			if ("text/event-stream".equals(route.request().headerValue("Accept"))) {
				route.fulfill(new Route.FulfillOptions().setStatus(204));
			}
			else {
				route.resume();
			}
		});
		waiting(page);
		page.waitForSelector(TEXT_MESSAGE);
	}

	@Test
	@DisplayName("SEC-63 without a script the page loads itself anew, which sends nothing")
	void withoutAScriptThePageLoadsItselfAnew() {
		Page page = recorded(phone().setJavaScriptEnabled(false).setColorScheme(ColorScheme.DARK));
		List<String> loads = new ArrayList<>();
		page.onResponse((response) -> loads.add(load(response)));
		signIn(page);
		page.waitForSelector(TEXT_MESSAGE);
		shoot(page, "ladder-phone-dark-no-script");
		assertThat(loads).filteredOn("GET /login/otp 200"::equals).hasSizeGreaterThan(1);
		assertThat(this.requests).filteredOn((request) -> request.startsWith("POST")).containsExactly("POST /login");
		assertThat(this.simulator.messages(ALICE)).hasSize(1);
		page.fill("#code", this.simulator.latestCode(ALICE));
		page.click("button.primary");
		assertThat(page.url()).contains("/account");
	}

	@Test
	void refusedWhatsAppIsSaidOnAPhone() {
		this.simulator.phone(ALICE).whatsapp(Outcome.REFUSE);
		Page page = recorded(phone());
		signIn(page);
		page.waitForSelector(TEXT_MESSAGE);
		assertThat(page.textContent("#otp-lead"))
			.isEqualTo("WhatsApp did not get through; the text message is on its way.");
		shoot(page, "ladder-phone-light-refused");
	}

	@Test
	void spanishIsSpokenToo() {
		Page page = recorded(phone().setLocale("es-ES").setColorScheme(ColorScheme.DARK));
		waiting(page);
		assertThat(page.textContent(".step.due")).matches("SMS dentro de \\d s");
		shoot(page, "ladder-phone-dark-spanish");
	}

	private void waiting(Page page) {
		signIn(page);
		page.waitForSelector("main[data-state=waiting] .step.due");
	}

	private void signIn(Page page) {
		page.navigate(url("/account"));
		page.fill("#username", "alice");
		page.fill("#password", "wonderland");
		page.click("button[type=submit]");
		assertThat(page.url()).contains("/login/otp");
	}

	private Page recorded(Browser.NewContextOptions options) {
		Page page = page(options);
		page.onRequest((request) -> this.requests.add(request.method() + " " + path(request.url())));
		return page;
	}

	private String load(Response response) {
		return response.request().method() + " " + path(response.url()) + " " + response.status();
	}

	/** Without the query: the first page has one, the next ones have none. */
	private String path(String url) {
		return url.replace(url(""), "").replaceFirst("\\?.*", "");
	}

}
