package io.github.telnyxotp.servlet;

import java.time.Duration;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People with more than one phone.
 */
class SeveralPhonesTests extends BankTests {

	@Test
	void preferredPhoneGetsTheCodeAndAnotherIsOfferedByItsEnding() {
		PhoneNumber other = this.phones.add("alice");
		Browser browser = half("alice");
		assertThat(this.telnyx.phones).containsExactly(this.phones.of("alice"));
		assertThat(browser.open(PAGE).body()).contains("Send to the number ending in " + other.lastDigits())
			.doesNotContain(other.value(), this.phones.of("alice").value());
	}

	@Test
	void otherPhoneGetsACodeAndProvesTheAccountToo() {
		PhoneNumber other = this.phones.add("alice");
		Browser browser = half("alice");
		this.telnyx.reset();
		browser.submit(PAGE, SEND, "phone", "1");
		assertThat(this.telnyx.phones).containsExactly(other);
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).statusCode()).isEqualTo(200);
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void anotherMessageGoesToThePhoneThatWasChosen() {
		PhoneNumber other = this.phones.add("alice");
		Browser browser = half("alice");
		browser.submit(PAGE, SEND, "phone", "1");
		this.telnyx.reset();
		this.clock.move(Duration.ofSeconds(31));
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.phones).containsExactly(other);
	}

	@Test
	@DisplayName("SEC-24 a phone that the account does not have any more proves nothing")
	void lostPhoneProvesNothing() {
		this.phones.add("alice");
		Browser browser = half("alice");
		browser.submit(PAGE, SEND, "phone", "1");
		this.phones.add("alice");
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-23 a phone is chosen by its place and never by its number")
	void phoneIsChosenByItsPlace() {
		Browser browser = half("alice");
		this.telnyx.reset();
		String token = token(browser);
		assertThat(Browser.location(browser.post(SEND, token, "phone", "+13125550199"))).contains("error=malformed");
		assertThat(Browser.location(browser.post(SEND, token, "phone", "0", "phone", "1"))).contains("error=malformed");
		browser.post(SEND, token, "phone", "7");
		assertThat(this.telnyx.phones).isSubsetOf(this.phones.of("alice"));
	}

}
