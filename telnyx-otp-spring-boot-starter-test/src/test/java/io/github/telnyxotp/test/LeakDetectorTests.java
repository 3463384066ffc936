package io.github.telnyxotp.test;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

class LeakDetectorTests {

	private static final String CODE = "480192";

	private static final String PHONE = "+13125550173";

	private static final Log logger = LogFactory.getLog(LeakDetectorTests.class);

	private final LeakDetector detector = new LeakDetector();

	@BeforeEach
	void watch() {
		this.detector.watch(CODE);
		this.detector.watch(PHONE);
	}

	@ParameterizedTest
	@DisplayName("SEC-09 a code or a full number is found in every spelling, and not repeated")
	@ValueSource(strings = { "480192", "Your code is 480192.", "{\"code\":\"480192\"}", "code=480192&x=1", "480 192",
			"480-192", "+13125550173", "13125550173", "%2B13125550173", "/by_phone_number/%2B13125550173/actions",
			"+1 (312) 555-0173", "312.555.0173", "tel:+1-312-555-0173" })
	void secretsAreFound(String text) {
		this.detector.inspect("response", text);
		assertThat(this.detector.leaks()).singleElement()
			.asString()
			.startsWith("response: ")
			.contains("[leak]")
			.doesNotContain("480192", "0173");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.detector::assertNoLeaks);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "+1***73", "+1 ••••••••73", "number ending in 73", "4801923", "1480192", "48019",
			"+131255501734", "1a480192-7f00-4000-8000-000000480192", "sha1:ab480192cd", "480193" })
	void maskedAndOtherTextsPass(String text) {
		this.detector.inspect("response", text);
		assertThat(this.detector.leaks()).isEmpty();
		this.detector.assertNoLeaks();
	}

	@Test
	@DisplayName("SEC-31 causes, suppressed exceptions, headers and attributes are looked into")
	void partsAreLookedInto() {
		IllegalStateException problem = new IllegalStateException("failed",
				new IllegalArgumentException("for " + PHONE));
		problem.addSuppressed(new IllegalStateException("code " + CODE));
		this.detector.inspect("exception", problem);
		this.detector.inspect("session", Map.of("otp", List.of("a", CODE)));
		this.detector.inspect("session", Map.of(PHONE, 1));
		this.detector.inspect("nothing", null);
		assertThat(this.detector.leaks()).hasSizeGreaterThanOrEqualTo(4);
	}

	@Test
	void secretMayBeNamedAfterwardsAndIsForgotten() {
		this.detector.inspect("log", "771203");
		assertThat(this.detector.leaks()).isEmpty();
		this.detector.watch("771203");
		assertThat(this.detector.leaks()).hasSize(1);
		this.detector.reset();
		assertThat(this.detector.leaks()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "123", "alice", "12345678901", "+1" })
	void whatIsNoSecretIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.detector.watch(text))
			.withMessageNotContaining("alice");
	}

	@Test
	@DisplayName("SEC-09 messages, exceptions and context of the log are witnessed, also after logging was reset")
	void logIsWitnessed() {
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		try (LogWitness witness = new LogWitness(this.detector)) {
			assertThat(witness.isStarted()).isTrue();
			logger.warn("number ending in 73");
			assertThat(this.detector.leaks()).isEmpty();
			logger.warn("code " + CODE);
			assertThat(this.detector.leaks()).hasSize(1);
			logger.warn("failed", new IllegalStateException("outer", new IllegalStateException("for " + PHONE)));
			assertThat(this.detector.leaks()).hasSize(2);
			MDC.put("phone", PHONE);
			logger.warn("quiet");
			MDC.remove("phone");
			assertThat(this.detector.leaks()).hasSize(3);
			witness.stop();
			witness.onReset(loggers);
			logger.warn("again " + PHONE);
			assertThat(this.detector.leaks()).hasSize(4);
		}
		logger.warn("unseen code " + CODE);
		assertThat(this.detector.leaks()).hasSize(4);
	}

	@Test
	void witnessOfTheLogIsBroughtBackOnceAndNotAfterItsEnd() {
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		LogWitnesses witnesses = new LogWitnesses();
		ApplicationEnvironmentPreparedEvent start = mock(ApplicationEnvironmentPreparedEvent.class);
		LogWitness witness = new LogWitness(this.detector);
		try (witness) {
			witnesses.onApplicationEvent(start);
			assertThat(loggers.getCopyOfListenerList()).containsOnlyOnce(witness);
			logger.warn("code " + CODE);
			assertThat(this.detector.leaks()).hasSize(1);
		}
		witnesses.onApplicationEvent(start);
		assertThat(loggers.getCopyOfListenerList()).doesNotContain(witness);
		logger.warn("unseen code " + CODE + ".");
		assertThat(this.detector.leaks()).hasSize(1);
	}

}
