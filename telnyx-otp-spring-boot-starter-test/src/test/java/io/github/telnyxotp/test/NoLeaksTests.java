package io.github.telnyxotp.test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.simulator.WithTelnyxSimulator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class NoLeaksTests {

	private static final Log logger = LogFactory.getLog(NoLeaksTests.class);

	private static final String PHONE = "+13125550173";

	@Test
	@DisplayName("SEC-09 tests that leak to the log, an event, an exception or a response fail, others pass")
	void testsThatLeakFail() {
		TestExecutionSummary plain = run(PlainCase.class);
		assertThat(plain.getTestsSucceededCount()).isEqualTo(1);
		assertThat(plain.getFailures()).hasSize(3).allSatisfy(NoLeaksTests::isLeak);
		TestExecutionSummary spring = run(SpringCase.class);
		assertThat(spring.getTestsSucceededCount()).isEqualTo(1);
		assertThat(spring.getFailures()).hasSize(2).allSatisfy(NoLeaksTests::isLeak);
	}

	@Test
	@DisplayName("SEC-09 a leak to the log is seen though the first application of the JVM sets logging up after the detector")
	void testsOfTheFirstApplicationFail() {
		forgetLogging();
		TestExecutionSummary first = run(FirstCase.class);
		assertThat(first.getTestsSucceededCount()).isZero();
		assertThat(first.getFailures()).singleElement().satisfies(NoLeaksTests::isLeak);
		TestExecutionSummary starting = run(StartingCase.class);
		assertThat(starting.getTestsSucceededCount()).isEqualTo(1);
		assertThat(starting.getFailures()).hasSize(2).allSatisfy(NoLeaksTests::isLeak);
	}

	/** As in a JVM in which no application has started yet. */
	private static void forgetLogging() {
		LoggingSystem.get(NoLeaksTests.class.getClassLoader()).cleanUp();
	}

	private static void isLeak(TestExecutionSummary.Failure failure) {
		Throwable last = failure.getException();
		Throwable leak = (last.getSuppressed().length > 0) ? last.getSuppressed()[0] : last;
		assertThat(leak).hasMessageStartingWith("A code or a full number was seen in")
			.hasMessageContaining("[leak]")
			.hasMessageNotContaining("5550173");
	}

	private static TestExecutionSummary run(Class<?> type) {
		SummaryGeneratingListener summary = new SummaryGeneratingListener();
		LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
			.selectors(DiscoverySelectors.selectClass(type))
			.build();
		LauncherFactory.create().execute(request, summary);
		return summary.getSummary();
	}

	private static void send(TelnyxSimulator simulator) {
		String body = "{\"phone_number\":\"" + PHONE + "\",\"verify_profile_id\":\"" + simulator.verifyProfileId()
				+ "\"}";
		HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/verifications/sms"))
			.header("Authorization", "Bearer " + simulator.apiKey())
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		try {
			assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
				.isEqualTo(200);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Leaks on purpose; not run by itself.
	 */
	@NoLeaks
	static class PlainCase {

		private final TelnyxSimulator simulator = TelnyxSimulator.start();

		@AfterEach
		void close() {
			this.simulator.close();
		}

		@Test
		void logsTheNumber() {
			send(this.simulator);
			logger.warn("sent to " + PHONE);
		}

		@Test
		void failsWithTheNumber() {
			send(this.simulator);
			throw new IllegalStateException("cannot send to " + PHONE);
		}

		@Test
		void answersWithANamedCode(LeakDetector detector) {
			detector.watch("480192");
			detector.inspect("response", "<p>480192</p>");
		}

		@Test
		void masksTheNumber() {
			send(this.simulator);
			logger.warn("sent to +1***73");
		}

	}

	/**
	 * Leaks on purpose; not run by itself.
	 */
	@NoLeaks
	@SpringBootTest(classes = SpringCase.Application.class)
	@WithTelnyxSimulator
	static class SpringCase {

		@Autowired
		private ApplicationEventPublisher publisher;

		@Test
		void publishesTheNumber(@Autowired TelnyxSimulator simulator) {
			send(simulator);
			this.publisher.publishEvent("sent to " + PHONE);
		}

		@Test
		void logsTheNumber(@Autowired TelnyxSimulator simulator) {
			send(simulator);
			logger.warn("sent to " + PHONE);
		}

		@Test
		void masksTheNumber(@Autowired TelnyxSimulator simulator) {
			send(simulator);
			this.publisher.publishEvent("sent to +1***73");
		}

		@SpringBootConfiguration
		static class Application {

		}

	}

	/**
	 * Leaks on purpose; not run by itself.
	 */
	@NoLeaks
	@SpringBootTest(classes = FirstCase.Application.class)
	static class FirstCase {

		@Test
		void logsTheNumber(LeakDetector detector) {
			detector.watch(PHONE);
			logger.warn("sent to " + PHONE);
		}

		@SpringBootConfiguration
		static class Application {

		}

	}

	/**
	 * Leaks on purpose; not run by itself.
	 */
	@NoLeaks
	static class StartingCase {

		@BeforeEach
		void watch(LeakDetector detector) {
			detector.watch(PHONE);
			forgetLogging();
		}

		@Test
		void logsTheNumberDuringTheStart() {
			start((context) -> logger.warn("sent to " + PHONE));
		}

		@Test
		void logsTheNumberAfterTheStart() {
			start((context) -> {
			});
			logger.warn("sent to " + PHONE);
		}

		@Test
		void masksTheNumber() {
			start((context) -> logger.warn("sent to +1***73"));
		}

		private static void start(ApplicationContextInitializer<ConfigurableApplicationContext> initializer) {
			new SpringApplicationBuilder(FirstCase.Application.class).web(WebApplicationType.NONE)
				.initializers(initializer)
				.run()
				.close();
		}

	}

}
