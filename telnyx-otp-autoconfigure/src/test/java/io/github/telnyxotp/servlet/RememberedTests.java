package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who come back with a remember-me cookie and nothing else.
 */
class RememberedTests extends BankTests {

	@Test
	@DisplayName("SEC-37 a remembered user gives the password first and then a code, each time")
	void rememberedUserGivesThePasswordFirstAndThenACode() {
		Browser browser = whole("alice");
		for (int sent = 1; sent < 4; sent++) {
			comeBack(browser);
			assertThat(browser.open("/account").uri().getPath()).isEqualTo("/login");
			assertThat(this.telnyx.sent).hasSize(sent);
			HttpResponse<String> code = browser.follow(browser.login("alice", Bank.PASSWORD));
			assertThat(code.uri().getPath()).isEqualTo(PAGE);
			HttpResponse<String> account = browser.follow(submit(browser, FakeTelnyx.RIGHT));
			assertThat(account.uri().getPath()).isEqualTo("/account");
			assertThat(account.body()).contains("FACTOR_PASSWORD, FACTOR_PHONE_OTP,");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/account", "/user", "/pay", "/open/gold", "/open/silver", PAGE, PAGE + "/status" })
	@DisplayName("SEC-37 the cookie alone opens nothing and leads to the password")
	void cookieAloneLeadsToThePassword(String path) {
		Browser browser = comeBack(whole("alice"));
		assertThat(browser.open(path).uri()).hasPath("/login");
		HttpResponse<String> program = browser.accepting(JSON).get(path);
		assertThat(program.statusCode()).isNotEqualTo(200);
		assertThat(program.body()).doesNotContain("treasure", "gold", "silver");
	}

	@Test
	@DisplayName("SEC-37 with the cookie alone no code is sent and none is taken")
	void cookieAloneNeitherSendsNorSubmits() {
		Browser browser = comeBack(whole("alice"));
		this.telnyx.reset();
		String token = Browser.token(browser.open("/login"));
		assertThat(browser.follow(browser.post(SEND, token)).uri()).hasPath("/login");
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		assertThat(Browser.location(browser.get("/account"))).isEqualTo("/login");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-37 the cookie of one user spares another no code")
	void cookieOfAnotherUserSparesNoCode() {
		Browser browser = comeBack(whole("alice"));
		browser.open("/account");
		browser.login("adam", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).startsWith("treasure of adam");
	}

	@Test
	@DisplayName("SEC-37 the cookie that half of a login leaves behind is worth no more")
	void cookieOfHalfALoginIsWorthNoMore() {
		Browser browser = comeBack(half("alice"));
		assertThat(Browser.location(browser.get("/account"))).isEqualTo("/login");
		assertThat(Browser.location(browser.get(PAGE))).isEqualTo("/login");
	}

	/** Loses the session and keeps the cookie. */
	private static Browser comeBack(Browser browser) {
		browser.forget("JSESSIONID");
		assertThat(browser.cookie("remember-me")).isNotEmpty();
		return browser;
	}

}
