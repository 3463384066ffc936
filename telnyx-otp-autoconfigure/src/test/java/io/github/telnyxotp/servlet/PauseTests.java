package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Between two messages to one phone lies a pause, on whatever way the second is asked
 * for.
 */
class PauseTests extends BankTests {

	@Test
	@DisplayName("SEC-39 going to another phone and back sends the first one nothing within the pause")
	void thereAndBackAgain() {
		this.phones.add("alice");
		Browser browser = half("alice");
		browser.submit(PAGE, SEND, "phone", "1");
		HttpResponse<String> back = browser.submit(PAGE, SEND, "phone", "0");
		assertThat(Browser.location(back)).isEqualTo(PAGE + "?error=too-soon&after=30");
		assertThat(this.telnyx.sent).hasSize(2);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).as("the running one").isEqualTo("/");
	}

	@Test
	@DisplayName("SEC-39 after the pause the first phone gets another message")
	void backAfterThePause() {
		this.phones.add("alice");
		Browser browser = half("alice");
		browser.submit(PAGE, SEND, "phone", "1");
		this.clock.move(Duration.ofSeconds(31));
		browser.submit(PAGE, SEND, "phone", "0");
		assertThat(this.telnyx.sent).hasSize(3);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo("/");
	}

}
