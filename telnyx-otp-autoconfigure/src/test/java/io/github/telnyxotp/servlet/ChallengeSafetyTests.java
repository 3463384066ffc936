package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.telnyxotp.CheckAnswer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose challenge it is, and what half of a login is worth.
 */
class ChallengeSafetyTests extends BankTests {

	@Test
	@DisplayName("SEC-01 no cookie, page or reply holds the id of the challenge")
	void idOfTheChallengeNeverLeaves() {
		Browser browser = half("alice");
		Matcher id = Pattern.compile("CHALLENGEt[^A-Za-z0-9_-]+([A-Za-z0-9_-]{27})")
			.matcher(browser.get("/open/session").body());
		assertThat(id.find()).isTrue();
		HttpResponse<String> page = browser.open(PAGE);
		HttpResponse<String> status = browser.get(PAGE + "/status");
		HttpResponse<String> wrong = submit(browser, FakeTelnyx.WRONG);
		HttpResponse<String> json = browser.accepting(JSON)
			.postJson(PAGE, Browser.token(page), "{\"code\":\"000000\"}");
		for (HttpResponse<String> reply : List.of(page, status, wrong, json)) {
			assertThat(reply.body() + reply.headers().map()).doesNotContain(id.group(1));
		}
	}

	@Test
	@DisplayName("SEC-02 another browser cannot use the challenge and spends no attempt")
	void anotherBrowserCannotUseTheChallenge() {
		Browser owner = half("alice");
		Browser foreign = half("adam");
		assertThat(Browser.location(submit(foreign, FakeTelnyx.WRONG))).isEqualTo(PAGE + "?error=wrong");
		assertThat(owner.get(PAGE + "/status").body()).contains("\"attemptsLeft\":5");
		Browser stranger = browser();
		assertThat(Browser.location(submitFrom(stranger, "/login"))).doesNotContain("/account");
		assertThat(owner.get(PAGE + "/status").body()).contains("\"attemptsLeft\":5");
		assertThat(this.telnyx.checked).containsExactly(FakeTelnyx.WRONG);
		assertThat(owner.follow(submit(owner, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
	}

	@Test
	@DisplayName("SEC-02 a second browser of the same account takes over; the first one's page has ended")
	void secondBrowserOfTheSameAccountTakesOver() {
		Browser first = half("alice");
		Browser second = half("alice");
		assertThat(Browser.location(submit(first, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=stale");
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(second.get(PAGE + "/status").body()).contains("\"attemptsLeft\":5");
		assertThat(second.follow(submit(second, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
	}

	@RepeatedTest(3)
	@DisplayName("SEC-04 of fifty right codes at once one succeeds")
	void oneOfManyRightCodesSucceeds() {
		CountDownLatch together = new CountDownLatch(5);
		this.telnyx.checks.set((code) -> {
			together.countDown();
			await(together);
			return CheckAnswer.ACCEPTED;
		});
		Browser browser = half("alice");
		String token = token(browser);
		CompletableFuture
			.allOf(IntStream.range(0, 50)
				.mapToObj((each) -> browser.postLater(PAGE, token, "code", FakeTelnyx.RIGHT))
				.toArray(CompletableFuture[]::new))
			.join();
		assertThat(this.telnyx.checked).hasSizeBetween(1, 5);
		assertThat(this.events.security).filteredOn(AuthenticationSuccessEvent.class::isInstance).hasSize(1);
	}

	@Test
	@DisplayName("SEC-24 SEC-40 a phone that changed since the sending is refused and nobody is asked")
	void changedPhoneIsRefused() {
		Browser browser = half("alice");
		this.phones.change("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=stale");
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(browser.get(PAGE + "/status").body()).contains("\"state\":\"abandoned\"");
	}

	@Test
	@DisplayName("SEC-24 phone, user and channel in the request are ignored")
	void foreignFieldsAreIgnored() {
		Browser browser = half("alice");
		HttpResponse<String> reply = browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "phone", "+13125559999",
				"username", "adam", "channel", "sms", "challenge", "x");
		assertThat(browser.follow(reply).body()).startsWith("treasure of alice");
		assertThat(this.telnyx.phones).containsOnly(this.phones.of("alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/account", "/user", "/pay", "/transfer", "/open/gold", "/open/silver", "/error",
			"/actuator/env", "/nowhere", "/account/", "/account;x=1", "/open/../account" })
	@DisplayName("SEC-33 half of a login opens nothing")
	void halfOfALoginOpensNothing(String path) {
		Browser browser = half("alice");
		HttpResponse<String> page = browser.get(path);
		assertThat(page.statusCode()).isIn(302, 403);
		assertThat(page.body()).doesNotContain("treasure", "gold", "silver");
		HttpResponse<String> program = browser.accepting(JSON).get(path);
		assertThat(program.statusCode()).isIn(401, 403);
		assertThat(program.body()).doesNotContain("treasure", "gold", "silver");
	}

	@Test
	@DisplayName("SEC-33 an error page belongs to what was asked for")
	void errorPagesDemandTheFactorToo() {
		HttpResponse<String> half = half("alice").accepting(JSON).get("/account;x=1");
		assertThat(half.statusCode()).isEqualTo(403);
		assertThat(half.body()).doesNotContain("timestamp");
		assertThat(whole("alice").accepting(JSON).get("/account;x=1").body()).contains("timestamp");
	}

	@Test
	@DisplayName("SEC-34 each step changes the session id and the token and leaves no challenge behind")
	void eachStepRenewsTheSession() {
		Browser browser = browser();
		String first = Browser.token(browser.open("/login"));
		String before = browser.cookie("JSESSIONID");
		browser.login("alice", Bank.PASSWORD);
		String between = browser.cookie("JSESSIONID");
		String second = token(browser);
		assertThat(browser.accepting(JSON).postJson(PAGE, first, "{\"code\":\"424242\"}").statusCode()).isEqualTo(403);
		assertThat(browser.postJson(PAGE, second, "{\"code\":\"424242\"}").statusCode()).isEqualTo(200);
		String after = browser.cookie("JSESSIONID");
		assertThat(List.of(before, between, after)).doesNotHaveDuplicates().doesNotContain("");
		assertThat(browser.postJson("/transfer", second, "{}").statusCode()).isEqualTo(403);
		assertThat(browser.get("/open/session").body()).doesNotContain("io.github.telnyxotp.CHALLENGE");
		for (String old : List.of(before, between)) {
			Browser thief = browser();
			HttpResponse<String> reply = thief
				.send(thief.request("/account").header("Cookie", "JSESSIONID=" + old).GET());
			assertThat(Browser.location(reply)).endsWith("/login");
		}
	}

	@Test
	@DisplayName("SEC-35 a role that is named like the factor does not count")
	void roleNamedLikeTheFactorDoesNotCount() {
		Browser browser = half("mallory");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(Browser.location(browser.get("/open/gold"))).startsWith(PAGE);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body()).startsWith("treasure of mallory");
	}

	@Test
	@DisplayName("SEC-35 another user's login in the same session takes nothing over")
	void anotherUserTakesNothingOver() {
		Browser browser = whole("adam");
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.get("/admin").statusCode()).isEqualTo(403);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body())
			.isEqualTo("treasure of alice [FACTOR_PASSWORD, FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, GROUP_USER]");
	}

	private static HttpResponse<String> submitFrom(Browser browser, String page) {
		return browser.submit(page, PAGE, "code", FakeTelnyx.RIGHT);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
