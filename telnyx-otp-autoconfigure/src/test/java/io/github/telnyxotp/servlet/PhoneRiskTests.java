package io.github.telnyxotp.servlet;

import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.flow.restraint.PhoneRisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers that may be in the wrong hands.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, VisitTests.Accounts.class, PhoneRiskTests.Source.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true",
		"telnyx.otp.login.pace=20ms" })
class PhoneRiskTests extends VisitTests {

	@Autowired
	private AtomicReference<PhoneRisk> source;

	@AfterEach
	void calm() {
		this.source.set((phone, owner) -> PhoneRisk.Level.LOW);
	}

	@Test
	void numberWithoutRiskGetsItsCode() {
		assertThat(whole("alice").get("/account").body()).startsWith("treasure of alice");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP);
	}

	@Test
	@DisplayName("SEC-32 a number with a high risk gets no code, another way is offered, and it is told")
	void highRiskGetsNoCode() {
		this.source.set((phone, owner) -> PhoneRisk.Level.HIGH);
		assertNothingIsSent();
	}

	@Test
	@DisplayName("SEC-32 a risk that nobody can tell is high")
	void unknownRiskIsHigh() {
		this.source.set((phone, owner) -> {
			throw new IllegalStateException("The source is away");
		});
		assertNothingIsSent();
	}

	@Test
	@DisplayName("SEC-32 SEC-26 who signs in by phone is not told of the risk")
	void visitorIsNotTold() {
		this.source.set((phone, owner) -> PhoneRisk.Level.HIGH);
		Browser browser = browser();
		assertThat(Browser.location(ask(browser, phone()))).isEqualTo(PAGE);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=wrong");
		assertThat(this.telnyx.sent).isEmpty();
	}

	private void assertNothingIsSent() {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.submit(PAGE, SEND))).isEqualTo(PAGE + "?error=destination");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.events.otp).filteredOn(OtpEvent.Refused.class::isInstance)
			.allMatch((event) -> ((OtpEvent.Refused) event).rule().equals("risk"))
			.hasSize(2);
	}

	/** The source of a test. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Source {

		@Bean
		AtomicReference<PhoneRisk> source() {
			return new AtomicReference<>((phone, owner) -> PhoneRisk.Level.LOW);
		}

		@Bean
		PhoneRisk risk(AtomicReference<PhoneRisk> source) {
			return (phone, owner) -> source.get().of(phone, owner);
		}

	}

}
