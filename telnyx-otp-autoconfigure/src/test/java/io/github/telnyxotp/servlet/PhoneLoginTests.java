package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.SendAnswer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.core.userdetails.User;
import org.springframework.test.context.TestPropertySource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, VisitTests.Accounts.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true",
		"telnyx.otp.login.pace=20ms", "telnyx.otp.phone.denied-countries=CA" })
class PhoneLoginTests extends VisitTests {

	@Test
	void whoHasThePhoneSignsInWithACode() {
		Browser browser = browser();
		HttpResponse<String> asked = ask(browser, phone());
		assertThat(asked.statusCode()).isEqualTo(302);
		assertThat(Browser.location(asked)).isEqualTo(PAGE);
		assertThat(browser.get(PAGE).body()).contains("If you can sign in with this number").doesNotContain(phone());
		HttpResponse<String> done = submit(browser, FakeTelnyx.RIGHT);
		assertThat(Browser.location(done)).isEqualTo("/");
		assertThat(browser.get(PHONE).statusCode()).as("signed in already").isEqualTo(302);
	}

	@Test
	@DisplayName("SEC-36 a code to the phone is one factor: the password is asked for, and a second code changes nothing")
	void thePhoneAloneIsOneFactor() {
		Browser browser = signedIn();
		HttpResponse<String> refused = browser.get("/account");
		assertThat(Browser.location(refused)).isEqualTo("/login");
		browser.submit(PAGE, SEND);
		assertThat(submit(browser, FakeTelnyx.RIGHT).statusCode()).isEqualTo(302);
		assertThat(this.telnyx.sent).as("a second code was sent").hasSize(2);
		assertThat(Browser.location(browser.get("/account"))).isEqualTo("/login");
		browser.login("alice", Bank.PASSWORD);
		assertThat(browser.get("/account").body()).contains("treasure of alice", "FACTOR_PASSWORD", "FACTOR_PHONE_OTP");
		assertThat(this.telnyx.sent).as("no third code").hasSize(2);
	}

	@Test
	@DisplayName("SEC-26 every number gets the same pages and the same headers")
	void everyNumberGetsTheSamePages() {
		List<String> known = pages(phone());
		assertThat(known).anyMatch((exchange) -> exchange.contains("Too many wrong codes"));
		for (Case each : cases()) {
			reset();
			each.prepare().run();
			assertThat(pages(each.number())).as(each.name()).isEqualTo(known);
		}
	}

	@Test
	@DisplayName("SEC-26 every number gets the same JSON and the same headers")
	void everyNumberGetsTheSameJson() {
		List<String> known = replies(phone());
		assertThat(known.get(0)).startsWith("202").contains("\"steps\":[]", "\"state\":\"waiting\"");
		for (Case each : cases()) {
			reset();
			each.prepare().run();
			assertThat(replies(each.number())).as(each.name()).isEqualTo(known);
		}
	}

	@Test
	@DisplayName("SEC-27 an unknown number walks the same road, and Telnyx is never asked")
	void anUnknownNumberCostsNothing() {
		pages(UNKNOWN);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
		reset();
		Browser browser = browser();
		ask(browser, UNKNOWN);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).contains("error=wrong");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-13 an account that is barred while the code travels stays closed, and gets no further message")
	void aLockHoldsAtEveryDoor() {
		Browser browser = browser();
		ask(browser, phone());
		barAlice();
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).contains("error=closed");
		assertThat(Browser.location(browser.get("/account"))).isEqualTo("/login");
		reset();
		Browser other = browser();
		ask(other, phone());
		barAlice();
		this.clock.move(Duration.ofSeconds(31));
		assertThat(Browser.location(other.submit(PAGE, SEND))).isEqualTo(PAGE + "?sent");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-34 the session and its token change with the login")
	void theSessionIsRenewed() {
		Browser browser = browser();
		ask(browser, phone());
		String session = browser.cookie("JSESSIONID");
		String token = token(browser);
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		assertThat(browser.cookie("JSESSIONID")).isNotEqualTo(session);
		assertThat(browser.accepting(JSON).post("/logout", token).statusCode()).isEqualTo(403);
	}

	@Test
	@DisplayName("SEC-63 showing sends nothing, and a post without a token does nothing")
	void onlyAPostWithATokenActs() {
		Browser browser = browser();
		for (int each = 0; each < 20; each++) {
			assertThat(browser.get(PHONE + "?phone=%2B13125550100").statusCode()).isEqualTo(200);
		}
		assertThat(browser.accepting(JSON).postJson(PHONE, "", body(phone())).statusCode()).isEqualTo(403);
		assertThat(Browser.location(browser().post(PHONE, "", "phone", phone()))).contains("error=outdated");
		assertThat(browser.accepting("text/html").get(PAGE).statusCode()).as("no challenge, no page").isEqualTo(302);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-64 the login leads to the page first asked for, and to no place that a parameter names")
	void theLoginLeadsToThePageFirstAskedFor() {
		Browser browser = browser();
		browser.get("/user");
		ask(browser, phone());
		HttpResponse<String> done = browser.submit(PAGE, PAGE + "?continue=//evil&redirect=https://evil", "code",
				FakeTelnyx.RIGHT);
		assertThat(Browser.location(done)).startsWith("/user");
	}

	@Test
	void whoseChallengeIsForgottenTypesTheNumberAgain() {
		Browser browser = browser();
		ask(browser, phone());
		String token = token(browser);
		this.clock.move(Duration.ofMinutes(7));
		assertThat(Browser.location(browser.get(PAGE))).isEqualTo(PHONE);
		assertThat(Browser.location(browser.post(SEND, token))).contains("error=closed");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-62 the page has the headers of the code page")
	void thePageHasItsHeaders() {
		HttpResponse<String> page = browser().get(PHONE);
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
		assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(page.body()).contains("type=\"tel\"", "autocomplete=\"tel\"", "<label for=\"phone\">");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "+1", "+99999999999999999999", "<script>" })
	void whatIsNoNumberIsToldSoAndNotShownAgain(String text) {
		Browser browser = browser();
		HttpResponse<String> answer = ask(browser, text);
		assertThat(Browser.location(answer)).isEqualTo(PHONE + "?error=malformed");
		assertThat(browser.follow(answer).body()).contains("Please enter a phone number").doesNotContain("value=\"+");
		assertThat(this.telnyx.sent).isEmpty();
	}

	/**
	 * A number that must look like a known one.
	 *
	 * @param name why it is refused
	 * @param number the number
	 * @param prepare makes it so
	 */
	private record Case(String name, String number, Runnable prepare) {
	}

	private List<Case> cases() {
		return List.of(new Case("unknown", UNKNOWN, () -> {
		}), new Case("blocked country", BLOCKED, () -> {
		}), new Case("cannot be read", BROKEN, () -> {
		}), new Case("locked", "alice", this::barAlice), new Case("disabled", "alice", this::disableAlice),
				new Case("channel refused", "alice", () -> refuse(SendAnswer.Reason.CHANNEL)),
				new Case("provider throttles", "alice", () -> refuse(SendAnswer.Reason.THROTTLED)),
				new Case("never left", "alice", () -> refuse(SendAnswer.Reason.NEVER_LEFT)), new Case("provider silent",
						"alice", () -> this.telnyx.sends.set((channel) -> new SendAnswer.Unknown())));
	}

	private void refuse(SendAnswer.Reason reason) {
		this.telnyx.sends.set((channel) -> new SendAnswer.Refused(reason));
	}

	private void barAlice() {
		this.users.updateUser(User.withUserDetails(Bank.user("alice", "GROUP_USER")).accountLocked(true).build());
	}

	private void disableAlice() {
		this.users.updateUser(User.withUserDetails(Bank.user("alice", "GROUP_USER")).disabled(true).build());
	}

	private Browser signedIn() {
		Browser browser = browser();
		ask(browser, phone());
		submit(browser, FakeTelnyx.RIGHT);
		return browser;
	}

}
