package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people see when things do not go straight.
 */
class PeopleTests extends BankTests {

	@Test
	void whoHasNoPhoneIsToldWhatToDo() {
		HttpResponse<String> page = half("carol").open("/account");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("No phone number on file", "contact the support");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void whoHasNoPhoneIsSentNothingEvenByForce() {
		Browser browser = half("carol");
		String token = token(browser);
		HttpResponse<String> page = browser.follow(browser.post(SEND, token));
		assertThat(page.body()).contains("No phone number on file");
		assertThat(Browser.location(browser.post(PAGE, token, "code", FakeTelnyx.RIGHT))).startsWith(PAGE + "?error=");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-39 a double click ends at the target twice and succeeds once")
	void doubleSubmitEndsAtTheTargetTwice() throws InterruptedException {
		CountDownLatch both = new CountDownLatch(2);
		this.telnyx.checks.set((code) -> {
			both.countDown();
			await(both);
			return CheckAnswer.ACCEPTED;
		});
		Browser browser = browser();
		browser.open("/user");
		String token = Browser.token(browser.follow(browser.login("alice", Bank.PASSWORD)));
		CompletableFuture<HttpResponse<String>> first = browser.postLater(PAGE, token, "code", FakeTelnyx.RIGHT);
		CompletableFuture<HttpResponse<String>> second = browser.postLater(PAGE, token, "code", FakeTelnyx.RIGHT);
		CompletableFuture.allOf(first, second).join();
		assertThat(List.of(Browser.location(first.join()), Browser.location(second.join())))
			.containsExactlyInAnyOrder("/user?continue", PAGE + "?error=stale");
		assertThat(Browser.location(browser.get(PAGE + "?error=stale"))).isEqualTo("/user?continue");
		assertThat(browser.follow(first.join()).body()).startsWith("treasure of alice");
		assertThat(browser.follow(second.join()).body()).startsWith("treasure of alice");
	}

	@Test
	@DisplayName("SEC-39 back after success leads away from the code page")
	void codePageAfterSuccessLeadsAway() {
		assertThat(Browser.location(whole("alice").get(PAGE))).isEqualTo("/");
	}

	@Test
	@DisplayName("SEC-39 a second tab that repeats the password is asked all the same, and one of both codes succeeds")
	void secondTabSkipsNothing() {
		Browser browser = half("alice");
		String first = token(browser);
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		String second = token(browser);
		assertThat(Browser.location(browser.post(PAGE, second, "code", FakeTelnyx.RIGHT))).startsWith("/");
		HttpResponse<String> late = browser.follow(browser.post(PAGE, first, "code", FakeTelnyx.RIGHT));
		assertThat(late.body()).startsWith("treasure of alice");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.telnyx.checked).hasSize(1);
		assertThat(this.events.security).filteredOn(AuthenticationSuccessEvent.class::isInstance).hasSize(1);
	}

	@Test
	@DisplayName("SEC-39 refreshing the code page, and after success the page and the form, sends and checks nothing")
	void refreshingSendsAndChecksNothing() {
		Browser browser = half("alice");
		String token = token(browser);
		for (int each = 0; each < 10; each++) {
			assertThat(browser.get(PAGE).body()).contains("Enter your code");
		}
		assertThat(this.telnyx.sent).hasSize(1);
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		for (int each = 0; each < 10; each++) {
			assertThat(browser.get("/account").body()).startsWith("treasure of alice");
			HttpResponse<String> again = browser.follow(browser.post(PAGE, token, "code", FakeTelnyx.RIGHT));
			assertThat(again.body()).startsWith("treasure of alice");
		}
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.telnyx.checked).hasSize(1);
	}

	@Test
	@DisplayName("SEC-39 a login that is started twice in one session sends one message")
	void signingInTwiceInOneSessionSendsOneMessage() {
		Browser browser = half("alice");
		browser.login("alice", Bank.PASSWORD);
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP);
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
	}

	@Test
	void wrongPasswordSendsNothing() {
		browser().login("alice", "guess");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void signingOutGivesTheChallengeUp(@Autowired OtpFlow flow) {
		Browser browser = half("alice");
		Matcher id = Pattern.compile("CHALLENGEt[^A-Za-z0-9_-]+([A-Za-z0-9_-]{27})")
			.matcher(browser.get("/open/session").body());
		assertThat(id.find()).isTrue();
		browser.submit(PAGE, "/logout");
		assertThat(browser.open(PAGE).uri().getPath()).isEqualTo("/login");
		Verdict verdict = flow.verify(new ChallengeId(id.group(1)), new Owner("alice", Purpose.SECOND_FACTOR),
				this.phones.of("alice"), FakeTelnyx.RIGHT);
		assertThat(verdict).isEqualTo(new Verdict.Closed(Verdict.Reason.ABANDONED));
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void oldFormOfALostSessionEndsOnTheLoginPage() {
		Browser browser = half("alice");
		String token = token(browser);
		browser.forget("JSESSIONID");
		browser.forget("remember-me");
		HttpResponse<String> page = browser.follow(browser.post(PAGE, token, "code", FakeTelnyx.RIGHT));
		assertThat(page.uri().getPath()).isEqualTo("/login");
		assertThat(page.statusCode()).isEqualTo(200);
	}

	@Test
	void oldFormOfAnEarlierLoginEndsOnThePageWithAWord() {
		Browser browser = half("alice");
		String old = token(browser);
		browser.login("alice", Bank.PASSWORD);
		HttpResponse<String> page = browser.follow(browser.post(PAGE, old, "code", FakeTelnyx.RIGHT));
		assertThat(page.body()).contains("This page was out of date. Please try again.");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void wordsComeInTheLanguageOfTheBrowser() {
		Browser browser = half("alice");
		HttpResponse<String> page = browser
			.send(browser.request(PAGE + "?error=outdated").header("Accept-Language", "es-MX,es;q=0.9").GET());
		assertThat(page.body()).contains("lang=\"es\"", "Esta página estaba desactualizada");
	}

	@Test
	void channelOfOnesChoiceIsUsedAfterThePause() {
		Browser browser = half("alice");
		HttpResponse<String> early = browser.follow(browser.submit(PAGE, SEND, "channel", "sms"));
		assertThat(early.body()).contains("You can ask for another code in 30 s.");
		this.clock.move(Duration.ofSeconds(31));
		HttpResponse<String> sent = browser.follow(browser.submit(PAGE, SEND, "channel", "sms"));
		assertThat(sent.body()).contains("We are sending you another code");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").body()).as("either message may have brought the code")
			.contains("FACTOR_PHONE_OTP,", "FACTOR_PHONE_OTP_WHATSAPP_OR_SMS")
			.doesNotContain("FACTOR_PHONE_OTP_SMS");
	}

	@Test
	void lateCodeAsksForANewOne() {
		Browser browser = half("alice");
		this.clock.move(Duration.ofMinutes(5).plusMillis(1));
		HttpResponse<String> page = browser.follow(submit(browser, FakeTelnyx.RIGHT));
		assertThat(page.body()).contains("Your code has expired", "Send a new code");
		assertThat(this.telnyx.checked).isEmpty();
		HttpResponse<String> fresh = browser.follow(browser.post(SEND, Browser.token(page)));
		assertThat(fresh.body()).contains("Enter your code");
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "MISCONFIGURED|1|No message has gone out so far|stalled",
			"THROTTLED|1|No message has gone out so far|stalled", "CHANNEL|3|No message has gone out so far|stalled",
			"NEVER_LEFT|1|No message has gone out so far|stalled", "UNKNOWN|1|Enter your code|waiting" })
	void pageIsHonestAboutTheSending(String answer, int sendings, String words, String state) {
		SendAnswer said = answer.equals("UNKNOWN") ? new SendAnswer.Unknown()
				: new SendAnswer.Refused(SendAnswer.Reason.valueOf(answer));
		Function<Channel, SendAnswer> all = (channel) -> said;
		this.telnyx.sends.set(all);
		Browser browser = half("alice");
		HttpResponse<String> page = browser.open(PAGE);
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains(words);
		assertThat(browser.get(PAGE + "/status").body()).contains("\"state\":\"" + state + "\"");
		assertThat(this.telnyx.sent).hasSize(sendings);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "UNAVAILABLE|unavailable|4|It may still be right",
			"MISCONFIGURED|unavailable|4|It may still be right", "NEVER_LEFT|unavailable|5|It may still be right",
			"EXPIRED|stale|4|Please ask for a new one", "LOCKED|closed|4|Too many wrong codes" })
	void pageIsHonestAboutTheCheck(CheckAnswer answer, String error, int left, String words) {
		this.telnyx.checks.set((code) -> answer);
		Browser browser = half("alice");
		HttpResponse<String> reply = submit(browser, FakeTelnyx.RIGHT);
		assertThat(Browser.location(reply)).isEqualTo(PAGE + "?error=" + error);
		assertThat(browser.follow(reply).body()).contains(words);
		assertThat(browser.get(PAGE + "/status").body()).contains("\"attemptsLeft\":" + left);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	void codeBeforeAnyMessageLeftIsCalledTooEarly() {
		this.telnyx.sends.set((channel) -> new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT));
		Browser browser = half("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=not-sent");
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
