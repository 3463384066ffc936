package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.phonebook.PhoneNumberHistory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sensitive actions rest for a while after a change of number.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Vault.class, RestTests.Changes.class },
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.enrolment.rest=24h",
				"telnyx.otp.fallback.wait.whatsapp=299s", "telnyx.otp.fallback.wait.sms=299s",
				"telnyx.otp.fallback.wait.call=299s" })
class RestTests {

	private static final String PAGE = "/login/otp";

	private static final String[] PAYMENT = { "amount", "250", "iban", "DE89" };

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private SettableClock clock;

	@Autowired
	private Vault.Desk desk;

	@Autowired
	private History history;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.clock.move(Duration.ZERO);
		this.desk.done().clear();
		this.history.change.set(null);
		this.history.failure.set(null);
	}

	@Test
	@DisplayName("SEC-40 after a change of number no action is approved for a day, and no message is paid for")
	void nothingIsApprovedAfterAChange() {
		Browser browser = whole();
		this.history.change.set(this.clock.instant().minus(Duration.ofHours(1)));
		HttpResponse<String> page = pay(browser);
		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("Not possible yet", "possible again in 23 h 0 min");
		assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.desk.done()).isEmpty();
		assertThat(browser.get("/letter").statusCode()).as("a fresh factor is no approval").isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-40 an approval of before the change is of no use after it")
	void approvalOfBeforeTheChangeIsOfNoUse() {
		Browser browser = whole();
		pay(browser);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		this.history.change.set(this.clock.instant());
		assertThat(pay(browser).statusCode()).isEqualTo(403);
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	void programIsToldWhenToComeBack() {
		Browser browser = whole();
		String token = tokenOf(browser);
		this.history.change.set(this.clock.instant());
		HttpResponse<String> answer = browser.accepting("application/json").post("/pay", token, PAYMENT);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body()).contains("\"code\":\"resting\"", "\"retryAfterSeconds\":86");
		assertThat(answer.headers().firstValue("Retry-After").orElse("")).startsWith("86");
	}

	@Test
	void afterTheRestActionsAreApprovedAsBefore() {
		Browser browser = whole();
		this.history.change.set(this.clock.instant().minus(Duration.ofHours(24)));
		assertThat(Browser.location(pay(browser))).startsWith(PAGE);
		browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT));
		assertThat(this.desk.done()).containsExactly("250 to DE89");
	}

	@Test
	@DisplayName("SEC-40 while nobody can say when a number was changed nothing is approved")
	void historyThatFailsApprovesNothing() {
		Browser browser = whole();
		this.history.failure.set(new IllegalStateException("The database is away"));
		assertThat(pay(browser).statusCode()).isEqualTo(500);
		assertThat(this.desk.done()).isEmpty();
	}

	private Browser whole() {
		Browser browser = new Browser(this.port);
		browser.login("alice", Bank.PASSWORD);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		this.telnyx.reset();
		return browser;
	}

	private static HttpResponse<String> pay(Browser browser) {
		return browser.post("/pay", tokenOf(browser), PAYMENT);
	}

	private static String tokenOf(Browser browser) {
		return Browser.token(browser.open("/logout"));
	}

	/** What the application remembers. */
	static final class History implements PhoneNumberHistory {

		final AtomicReference<@Nullable Instant> change = new AtomicReference<>();

		final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

		@Override
		public Optional<Instant> lastChange(Authentication authentication) {
			RuntimeException failure = this.failure.get();
			if (failure != null) {
				throw failure;
			}
			return Optional.ofNullable(this.change.get());
		}

	}

	/** An application that remembers changes. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Changes {

		@Bean
		History history() {
			return new History();
		}

	}

}
