package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.telnyxotp.CheckAnswer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Security's factors, rules and roles beside ours.
 */
class SecondFactorLoginTests extends BankTests {

	private static final String BOTH = "[FACTOR_PASSWORD, FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, GROUP_USER]";

	@Test
	void passwordThenCodeKeepsBothFactors() {
		assertThat(whole("alice").get("/account").body()).isEqualTo("treasure of alice " + BOTH);
	}

	@Test
	void passwordAgainKeepsTheCodeFactorAndSendsNothing() {
		Browser browser = whole("alice");
		browser.login("alice", Bank.PASSWORD);
		assertThat(browser.get("/account").body()).isEqualTo("treasure of alice " + BOTH);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-35 twenty rounds of password and code keep both factors, each once, and the kind of login")
	void roundsOfPasswordAndCodeKeepBothFactors() {
		Browser browser = whole("alice");
		for (int round = 0; round < 20; round++) {
			browser.login("alice", Bank.PASSWORD);
			assertThat(browser.get("/account").body()).isEqualTo("treasure of alice " + BOTH);
			browser.submit("/login", SEND);
			submit(browser, FakeTelnyx.RIGHT);
			assertThat(browser.get("/account").body()).isEqualTo("treasure of alice " + BOTH);
			assertThat(browser.get("/open/session").body()).contains("UsernamePasswordAuthenticationToken")
				.doesNotContain("OtpAuthentication");
		}
		assertThat(this.telnyx.checked).hasSize(21);
	}

	@Test
	@DisplayName("SEC-02 a code of one user is refused in the session of another")
	void codeOfAnotherUserIsRefused() {
		Browser browser = half("alice");
		String token = Browser.token(browser.open("/login"));
		this.phones.change("adam");
		browser.post("/login", token, "username", "adam", "password", Bank.PASSWORD);
		this.telnyx.checks.set((code) -> CheckAnswer.WRONG);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=wrong");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	void staleFactorIsAskedForAgainAndReplaced() {
		this.clock.move(Duration.ofMinutes(-10));
		Browser browser = whole("alice");
		this.clock.move(Duration.ZERO);
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		assertThat(Browser.location(browser.get("/pay")))
			.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=expired");
		HttpResponse<String> page = browser.open("/pay");
		browser.post(SEND, Browser.token(page));
		HttpResponse<String> paid = browser.follow(submit(browser, FakeTelnyx.RIGHT));
		assertThat(paid.uri().getPath()).isEqualTo("/pay");
		assertThat(paid.body()).isEqualTo("treasure of alice " + BOTH);
	}

	@Test
	@DisplayName("SEC-40 an account that is disabled between the steps is refused")
	void disabledUserIsRefusedEvenWithTheRightCode() {
		Browser browser = half("alice");
		this.users.updateUser(
				User.withUsername("alice").password("{noop}secret").authorities("GROUP_USER").disabled(true).build());
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-40 an account that is locked between the steps is refused")
	void lockedUserIsRefusedEvenWithTheRightCode() {
		Browser browser = half("alice");
		this.users.updateUser(User.withUsername("alice")
			.password("{noop}secret")
			.authorities("GROUP_USER")
			.accountLocked(true)
			.build());
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-40 an account that expired between the steps is refused")
	void expiredUserIsRefusedEvenWithTheRightCode() {
		for (User.UserBuilder expired : List.of(
				User.withUserDetails(Bank.user("alice", "GROUP_USER")).accountExpired(true),
				User.withUserDetails(Bank.user("alice", "GROUP_USER")).credentialsExpired(true))) {
			reset();
			Browser browser = half("alice");
			this.users.updateUser(expired.build());
			assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
			assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		}
	}

	@Test
	void chainOfProgramsStaysAsItIs() {
		Browser browser = browser();
		String basic = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> reply = browser
			.send(browser.request("/api/account").header("Authorization", "Basic " + basic).GET());
		assertThat(reply.statusCode()).isEqualTo(200);
		assertThat(reply.body()).startsWith("treasure of alice");
		assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void roleHierarchyAndPrefixStillWork() {
		assertThat(whole("adam").get("/user").statusCode()).isEqualTo(200);
		assertThat(whole("adam").get("/open/silver").body()).isEqualTo("silver");
	}

	@Test
	void whoLacksTheRoleIsRefusedWithoutBeingAskedForACode() {
		assertThat(half("alice").get("/admin").statusCode()).isEqualTo(403);
		assertThat(whole("alice").get("/admin").statusCode()).isEqualTo(403);
	}

	@Test
	void programsGetAProblemAndPeopleThePage() {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.get("/account")))
			.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
		HttpResponse<String> reply = browser.accepting(JSON).get("/account");
		assertThat(reply.statusCode()).isEqualTo(401);
		assertThat(reply.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("application/problem+json"));
		assertThat(reply.body()).contains("\"factor\":\"FACTOR_PHONE_OTP\"", "\"reason\":\"missing\"", SEND);
	}

	@Test
	void programSubmitsItsCodeAsJson() {
		Browser browser = half("alice");
		String token = token(browser);
		browser.accepting(JSON);
		HttpResponse<String> wrong = browser.postJson(PAGE, token, "{\"code\":\"000000\"}");
		assertThat(wrong.statusCode()).isEqualTo(401);
		assertThat(wrong.body()).contains("\"code\":\"wrong\"", "\"attemptsLeft\":4");
		HttpResponse<String> right = browser.postJson(PAGE, token, "{\"code\":\"424242\"}");
		assertThat(right.statusCode()).isEqualTo(200);
		assertThat(right.body()).contains("\"authenticated\":true");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void loginThatCannotBeRebuiltIsStillKeptInTheSession() {
		Browser browser = browser();
		browser.get("/open/ticket");
		assertThat(this.telnyx.sent).isEmpty();
		browser.submit(PAGE, SEND);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body())
			.isEqualTo("treasure of ticket [FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, GROUP_USER]");
	}

	@Test
	void postToAGuardedPageLeadsToTheCodePageAndGoesOnAfterIt() {
		Browser browser = half("alice");
		String token = token(browser);
		assertThat(Browser.location(browser.post("/transfer", token)))
			.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).isEqualTo("treasure moved");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/gold", "/open/silver" })
	@DisplayName("SEC-33 method rules lead to the code page and then to the method")
	void methodRulesDemandTheFactor(String path) {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.get(path)))
			.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).uri().getPath()).isEqualTo(path);
	}

	@Test
	void wrongCodeLeavesSessionAndFirstFactorAsTheyWere() {
		Browser browser = half("alice");
		String session = browser.cookie("JSESSIONID");
		HttpResponse<String> wrong = browser.follow(submit(browser, FakeTelnyx.WRONG));
		assertThat(wrong.uri()).hasToString("http://127.0.0.1:" + this.port + PAGE + "?error=wrong");
		assertThat(wrong.body()).contains("That code is not right", "You have 4 attempts left");
		assertThat(browser.cookie("JSESSIONID")).isEqualTo(session);
		assertThat(browser.cookie("remember-me")).isNotEmpty();
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
	}

	@Test
	@DisplayName("SEC-10 a hundred codes at once are at most five checks")
	void parallelChecksDoNotExceedTheAttempts() {
		Browser browser = half("alice");
		String token = token(browser);
		CompletableFuture
			.allOf(IntStream.range(0, 100)
				.mapToObj((each) -> browser.postLater(PAGE, token, "code", "%06d".formatted(each)))
				.toArray(CompletableFuture[]::new))
			.join();
		assertThat(this.telnyx.checked).hasSize(5);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(this.telnyx.checked).hasSize(5);
	}

}
