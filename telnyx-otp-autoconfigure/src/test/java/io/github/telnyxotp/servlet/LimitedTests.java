package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.OtpEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bank with all limits as they are if nobody sets any. Each test is months after the
 * one before, so that nothing counts any more.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, VisitTests.Accounts.class })
@TestPropertySource(properties = { "bank.unlimited=false", "telnyx.otp.second-factor.enabled=true",
		"telnyx.otp.login.enabled=true", "telnyx.otp.login.pace=1ms", "telnyx.otp.phone.denied-countries=CA" })
class LimitedTests extends VisitTests {

	private static final AtomicInteger MONTHS = new AtomicInteger();

	private Duration start = Duration.ZERO;

	@BeforeEach
	void monthsLater() {
		this.start = Duration.ofDays(40L * MONTHS.incrementAndGet());
		later(Duration.ZERO);
	}

	@Override
	void later(Duration by) {
		this.clock.move(this.start.plus(by));
	}

	@Test
	@DisplayName("SEC-13 logins with a password and 200 sends give one phone what it may get, and say when there is more")
	void loginsWithAPasswordAreLimited() {
		for (int each = 0; each < 40; each++) {
			half("alice");
		}
		assertThat(this.telnyx.sent).hasSize(3);
		Browser browser = half("alice");
		HttpResponse<String> refused = browser.submit(PAGE, SEND);
		assertThat(refused.statusCode()).isEqualTo(302);
		assertThat(Browser.location(refused)).matches("/login/otp\\?error=too-many&after=[0-9]{2,3}");
		assertThat(browser.follow(refused).body())
			.containsPattern("There were too many tries\\. Please try again in [23] min");
		String token = token(browser);
		for (int each = 0; each < 200; each++) {
			HttpResponse<String> json = browser.accepting(JSON).postJson(SEND, token, "{}");
			assertTooMany(json);
		}
		assertThat(this.telnyx.sent).hasSize(3);
		later(Duration.ofSeconds(200));
		assertThat(browser.postJson(SEND, token, "{}").statusCode()).isEqualTo(202);
	}

	private static void assertTooMany(HttpResponse<String> json) {
		String after = json.headers().firstValue("Retry-After").orElse("");
		assertThat(json.statusCode()).isEqualTo(429);
		assertThat(after).matches("[1-9][0-9]*");
		assertThat(json.body()).contains("\"code\":\"too-many\"", "\"retryAfterSeconds\":" + after)
			.doesNotContain("send-phone", "check-ip");
	}

	@Test
	@DisplayName("SEC-13 200 wrong codes from one network are checked 20 times, and cost nobody an attempt after that")
	void codesAreLimited() {
		for (String user : List.of("alice", "adam", "mallory", "alice")) {
			this.phones.change("alice");
			Browser browser = half(user);
			String token = token(browser);
			for (int each = 0; each < 5; each++) {
				browser.post(PAGE, token, "code", FakeTelnyx.WRONG);
			}
		}
		assertThat(this.telnyx.checked).hasSize(20);
		this.phones.change("alice");
		Browser browser = half("alice");
		String token = token(browser);
		HttpResponse<String> refused = browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		assertThat(Browser.location(refused)).matches("/login/otp\\?error=too-many&after=[0-9]{2,3}");
		assertThat(browser.follow(refused).body()).containsPattern("Please try again in [23] min");
		browser.accepting(JSON);
		for (int each = 0; each < 200; each++) {
			assertTooMany(browser.postJson(PAGE, token, "{\"code\":\"424242\"}"));
		}
		assertThat(this.telnyx.checked).hasSize(20);
		assertThat(browser.get(PAGE + "/status").body()).contains("\"attemptsLeft\":5");
		later(Duration.ofMinutes(4));
		assertThat(browser.postJson(PAGE, token, "{\"code\":\"424242\"}").statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-13 200 visits and their resends send what one network may ask for, and all get one answer")
	void visitsAreLimited() {
		List<String> answers = new ArrayList<>();
		Browser program = browser();
		String csrf = Browser.token(program.get(PHONE));
		for (int each = 0; each < 200; each++) {
			this.phones.change("alice");
			HttpResponse<String> answer = program.accepting(JSON).postJson(PHONE, csrf, body(phone()));
			answers.add(answer.statusCode() + answer.body().replaceAll("•[0-9]{2}", "•--"));
		}
		assertThat(answers.subList(0, 10)).containsOnly(answers.get(0)).element(0).asString().startsWith("202");
		assertThat(answers.subList(10, 200))
			.allMatch((answer) -> answer.startsWith("429") && answer.contains("too-many"));
		assertThat(this.telnyx.sent).hasSize(10);
		Browser browser = browser();
		ask(browser, phone());
		String token = token(browser);
		for (int each = 0; each < 200; each++) {
			later(Duration.ofSeconds(each));
			assertThat(browser.post(SEND, token).statusCode()).isEqualTo(302);
		}
		assertThat(this.telnyx.sent).hasSizeLessThanOrEqualTo(11);
	}

	@Test
	@DisplayName("SEC-17 whatever a client says of its address, all that it asks for counts for one network")
	void headersOfTheClientCountForNothing() {
		Browser browser = browser();
		String token = Browser.token(browser.get(PHONE));
		for (int each = 0; each < 50; each++) {
			this.phones.change("alice");
			String address = "198.51.100." + each;
			HttpRequest.Builder request = browser.request(PHONE)
				.header("Content-Type", JSON)
				.header("X-CSRF-TOKEN", token)
				.header("X-Forwarded-For", address)
				.header("Forwarded", "for=" + address)
				.header("X-Real-IP", address)
				.header("True-Client-IP", address)
				.POST(HttpRequest.BodyPublishers.ofString(body(phone())));
			assertThat(browser.send(request).statusCode()).isIn(202, 302, 429);
		}
		assertThat(this.telnyx.sent).hasSize(10);
		assertThat(refusals()).hasSize(40).containsOnly("send-ip-1h");
	}

	@Test
	@DisplayName("SEC-26 a number whose limit is reached gets the same pages and the same headers")
	void aLimitedNumberGetsTheSamePages() {
		List<String> known = pages(phone());
		assertThat(known).anyMatch((exchange) -> exchange.contains("Too many wrong codes"));
		this.telnyx.sent.clear();
		for (Runnable limit : limits()) {
			prepare(limit);
			assertThat(pages(phone())).isEqualTo(known);
			assertThat(this.telnyx.sent).isEmpty();
		}
		prepare(this.telnyx::reset);
		assertThat(pages(BLOCKED)).isEqualTo(known);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-26 a number whose limit is reached gets the same JSON and the same headers")
	void aLimitedNumberGetsTheSameJson() {
		List<String> known = replies(phone());
		assertThat(known.get(0)).startsWith("202").contains("\"steps\":[]", "\"state\":\"waiting\"");
		this.telnyx.sent.clear();
		for (Runnable limit : limits()) {
			prepare(limit);
			assertThat(replies(phone())).isEqualTo(known);
			assertThat(this.telnyx.sent).isEmpty();
		}
		prepare(this.telnyx::reset);
		assertThat(replies(BLOCKED)).isEqualTo(known);
		assertThat(this.telnyx.sent).isEmpty();
	}

	private void prepare(Runnable limit) {
		reset();
		monthsLater();
		limit.run();
		this.telnyx.sent.clear();
	}

	private List<Runnable> limits() {
		return List.of(this::spendThePhone, this::barThePhone);
	}

	/** Messages of a phone are used up by others. */
	private void spendThePhone() {
		for (int each = 0; each < 4; each++) {
			ask(browser(), phone());
		}
		assertThat(refusals()).containsExactly("send-phone-10m");
	}

	/** Wrong codes bar a phone, on several days because of the limits of the network. */
	private void barThePhone() {
		for (int challenge = 0; challenge < 6; challenge++) {
			Browser browser = browser();
			ask(browser, phone());
			String token = token(browser);
			for (int each = 0; each < 5; each++) {
				browser.post(PAGE, token, "code", FakeTelnyx.WRONG);
			}
			this.start = this.start.plusDays(2);
			later(Duration.ZERO);
		}
		assertThat(this.events.otp).filteredOn(OtpEvent.Barred.class::isInstance).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "abc", "1e3", "999999999", "%3Cscript%3E", "1&after=2x", "٣", "0" })
	@DisplayName("SEC-66 a time on the page that is none is not shown")
	void aTimeThatIsNoneIsNotShown(String after) {
		Browser browser = half("alice");
		HttpResponse<String> page = browser.get(PAGE + "?error=too-many&after=" + after.replace("٣", "%D9%A3"));
		assertThat(page.statusCode()).isEqualTo(200);
		if (!after.startsWith("1&")) {
			assertThat(page.body()).contains("Please try again later");
		}
		assertThat(page.body()).doesNotContain("<script>alert", "1e3", "999999999");
	}

	@Test
	void aTimeOnThePageIsShownInWords() {
		Browser browser = half("alice");
		assertThat(browser.get(PAGE + "?error=too-many&after=180").body()).contains("try again in 3 min 0 s");
		assertThat(browser.get(PAGE + "?error=wrong&after=180").body()).doesNotContain("3 min 0 s");
	}

	@Test
	@DisplayName("SEC-31 under attack no reply but the page's own echo, no event and no alarm names a phone")
	void nothingNamesAPhone() {
		List<HttpResponse<String>> replies = new ArrayList<>();
		for (int each = 0; each < 30; each++) {
			String phone = this.phones.change("alice").value();
			Browser visitor = browser();
			replies.add(ask(visitor, phone));
			replies.add(submit(visitor, FakeTelnyx.WRONG));
			Browser alice = half("alice");
			replies.add(alice.submit(PAGE, SEND));
			replies.add(alice.accepting(JSON).get(PAGE + "/status"));
		}
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.uri() + " " + reply.headers().map() + reply.body())
			.doesNotContainPattern("1?312[0-9]{7}"));
		assertThat(this.events.otp).hasSizeGreaterThan(50);
		assertThat(this.events.otp.toString() + this.events.alarms).doesNotContainPattern("1?312[0-9]{7}")
			.doesNotContain("127.0.0.1");
	}

	private List<String> refusals() {
		return this.events.otp.stream()
			.filter(OtpEvent.Refused.class::isInstance)
			.map((event) -> ((OtpEvent.Refused) event).rule())
			.toList();
	}

}
