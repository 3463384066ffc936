package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.telnyxotp.CapturedLog;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.OtpEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationFailureLockedEvent;
import org.springframework.security.authentication.event.AuthenticationFailureServiceExceptionEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners and logs are told.
 */
class EventTests extends BankTests {

	private static final String CODE = "739154";

	@Test
	void everyEventOfALoginArrivesOnceAndMasked() {
		Browser browser = half("alice");
		submit(browser, FakeTelnyx.WRONG);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(this.events.otp).hasExactlyElementsOfTypes(OtpEvent.Requested.class, OtpEvent.Sent.class,
				OtpEvent.Failed.class, OtpEvent.Verified.class);
		assertThat(this.events.otp).allSatisfy((event) -> {
			assertThat(event.phone()).isEqualTo(this.phones.of("alice").masked());
			assertThat(event.toString()).doesNotContain(this.phones.of("alice").value(), FakeTelnyx.RIGHT,
					FakeTelnyx.WRONG);
		});
		assertThat(this.events.security).hasExactlyElementsOfTypes(AuthenticationFailureBadCredentialsEvent.class,
				AuthenticationSuccessEvent.class);
	}

	@Test
	void lockArrivesOnceBesideTheLastFailure() {
		Browser browser = half("alice");
		String token = token(browser);
		for (int attempt = 0; attempt < 5; attempt++) {
			browser.post(PAGE, token, "code", FakeTelnyx.WRONG);
		}
		assertThat(this.events.otp).filteredOn(OtpEvent.Failed.class::isInstance).hasSize(5);
		assertThat(this.events.otp).filteredOn(OtpEvent.Locked.class::isInstance).hasSize(1);
		assertThat(this.events.security).hasSize(5)
			.filteredOn(AuthenticationFailureLockedEvent.class::isInstance)
			.hasSize(1);
	}

	@Test
	void troubleWithTelnyxIsAServiceFailure() {
		this.telnyx.checks.set((code) -> CheckAnswer.UNAVAILABLE);
		submit(half("alice"), FakeTelnyx.RIGHT);
		assertThat(this.events.security).hasExactlyElementsOfTypes(AuthenticationFailureServiceExceptionEvent.class);
	}

	@Test
	void listenerThatFailsChangesNothing() {
		this.events.angry.set(true);
		Browser browser = half("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.WRONG))).isEqualTo(PAGE + "?error=wrong");
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).startsWith("treasure of alice");
		assertThat(this.events.otp).hasSize(4);
	}

	@Test
	@DisplayName("SEC-09 no log line, reply, event or session holds a code")
	void codeExistsOnlyInTransit() {
		List<ILoggingEvent> lines;
		try (CapturedLog log = new CapturedLog(Logger.ROOT_LOGGER_NAME, Level.TRACE)) {
			walkThroughALogin();
			lines = log.events();
		}
		assertThat(lines).hasSizeGreaterThan(100);
		assertThat(lines).filteredOn(EventTests::isAboveTheConnection)
			.allSatisfy((event) -> assertThat(event.getFormattedMessage()).doesNotContain(CODE));
	}

	private void walkThroughALogin() {
		Browser browser = half("alice");
		HttpResponse<String> wrong = submit(browser, CODE);
		String session = browser.get("/open/session").body();
		this.telnyx.checks.set((code) -> CheckAnswer.UNAVAILABLE);
		HttpResponse<String> failed = submit(browser, CODE);
		this.telnyx.checks.set((code) -> CheckAnswer.ACCEPTED);
		String token = token(browser);
		HttpResponse<String> json = browser.accepting(JSON).postJson(PAGE, token, "{\"code\":\"" + CODE + "\"}");
		assertThat(this.telnyx.checked).containsExactly(CODE, CODE, CODE);
		for (HttpResponse<String> reply : List.of(wrong, browser.follow(wrong), failed, json)) {
			assertThat(reply.body() + reply.headers().map() + reply.uri()).doesNotContain(CODE);
		}
		assertThat(session + browser.get("/open/session").body()).doesNotContain(CODE);
		assertThat(this.events.otp.toString()).doesNotContain(CODE);
		assertThat(this.events.security).hasSize(3).allSatisfy((event) -> {
			assertThat(event.toString()).doesNotContain(CODE);
			assertThat(event.getAuthentication().getCredentials()).isNull();
		});
	}

	/** Client and server log the bytes of their connections at these levels. */
	private static boolean isAboveTheConnection(ILoggingEvent event) {
		return !event.getLoggerName().startsWith("org.apache.") && !event.getLoggerName().startsWith("jdk.");
	}

}
