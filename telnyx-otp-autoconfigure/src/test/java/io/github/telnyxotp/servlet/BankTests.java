package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * What the tests of the bank share; they also share its context.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = Bank.class,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.fallback.wait.whatsapp=299s",
				"telnyx.otp.fallback.wait.sms=299s", "telnyx.otp.fallback.wait.call=299s" })
abstract class BankTests {

	static final String PAGE = "/login/otp";

	static final String SEND = "/login/otp/send";

	static final String JSON = "application/json";

	@LocalServerPort
	int port;

	@Autowired
	FakeTelnyx telnyx;

	@Autowired
	Phones phones;

	@Autowired
	SettableClock clock;

	@Autowired
	Recorder events;

	@Autowired
	InMemoryUserDetailsManager users;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.events.reset();
		this.clock.move(Duration.ZERO);
		this.users.updateUser(Bank.user("alice", "GROUP_USER"));
	}

	Browser browser() {
		return new Browser(this.port);
	}

	/** Has given the password, not the code. */
	Browser half(String user) {
		Browser browser = browser();
		browser.login(user, Bank.PASSWORD);
		return browser;
	}

	/** Has given both. */
	Browser whole(String user) {
		Browser browser = half(user);
		submit(browser, FakeTelnyx.RIGHT);
		return browser;
	}

	static HttpResponse<String> submit(Browser browser, String code) {
		return browser.submit(PAGE, PAGE, "code", code);
	}

	/** The token of the session, as the code page has it. */
	static String token(Browser browser) {
		return Browser.token(browser.open(PAGE));
	}

}
