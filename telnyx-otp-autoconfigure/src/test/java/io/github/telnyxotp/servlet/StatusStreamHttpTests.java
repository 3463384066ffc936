package io.github.telnyxotp.servlet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.web.StatusStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams of a running application whose server has two threads for all its requests.
 */
@Import(Unlimited.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
		"telnyx.otp.api-key=KEY-test", "telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001",
		"telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.user=+15550100001",
		"spring.security.user.password=secret", "server.tomcat.threads.max=2", "server.tomcat.threads.min-spare=1" })
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatusStreamHttpTests {

	private static final String STATUS = "/login/otp/status";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private StatusStreams statusStreams;

	@Autowired
	private AtomicReference<Instant> time;

	private final List<InputStream> streams = new ArrayList<>();

	@BeforeEach
	void reset() {
		this.telnyx.reset();
	}

	@AfterEach
	void close() throws IOException {
		for (InputStream stream : this.streams) {
			stream.close();
		}
	}

	@Test
	void eachMoveIsToldWithoutARequest() throws IOException {
		BufferedReader stream = read(open(signedIn()));
		assertThat(stream.readLine()).isEqualTo("retry: 3000");
		assertThat(event(stream)).contains("\"state\":\"waiting\"", "\"next\":{\"channel\":\"sms\"");
		this.time.updateAndGet((now) -> now.plusSeconds(26));
		assertThat(event(stream)).contains("{\"channel\":\"whatsapp\",\"delivery\":\"accepted\"},{\"channel\":\"sms\"");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	void headersKeepTheStreamFromBeingStoredOrHeldUp() {
		HttpResponse<InputStream> response = open(signedIn());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
		assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
		assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(response.headers().firstValue("Content-Security-Policy")).get()
			.asString()
			.contains("default-src 'none'");
	}

	@Test
	void streamEndsWhenTheCodeWasRight() throws IOException {
		Browser browser = signedIn();
		BufferedReader stream = read(open(browser));
		event(stream);
		browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT);
		assertThat(event(stream)).contains("\"state\":\"used\"");
		assertThat(stream.readLine()).isEmpty();
		assertThat(stream.readLine()).isNull();
		assertThat(event(read(open(browser)))).isEqualTo("data: {\"state\":\"none\"}");
	}

	@Test
	void streamEndsWithTheLogout() throws IOException {
		Browser browser = signedIn();
		BufferedReader stream = read(open(browser));
		event(stream);
		browser.submit("/login/otp", "/logout");
		assertThat(event(stream)).contains("\"state\":\"abandoned\"");
		assertThat(stream.readLine()).isEmpty();
		assertThat(stream.readLine()).isNull();
	}

	@Test
	@DisplayName("SEC-63 opening streams sends nothing and holds no thread")
	void openingStreamsSendsNothingAndHoldsNoThread() throws IOException {
		Browser browser = signedIn();
		for (int each = 0; each < 3; each++) {
			assertThat(event(read(open(browser)))).contains("waiting");
		}
		assertThat(browser.get("/login/otp").statusCode()).isEqualTo(200);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void fourthStreamOfAChallengeTakesThePlaceOfTheFirst() throws IOException {
		Browser browser = signedIn();
		BufferedReader first = read(open(browser));
		event(first);
		for (int each = 0; each < 3; each++) {
			assertThat(event(read(open(browser)))).contains("waiting");
		}
		assertThat(first.lines().toList()).containsExactly("", "retry: 600000", "");
	}

	@Test
	void programsThatAskAreToldAsBefore() {
		HttpResponse<String> status = signedIn().accepting("application/json").get(STATUS);
		assertThat(status.statusCode()).isEqualTo(200);
		assertThat(status.body()).contains("\"state\":\"waiting\"");
	}

	@Test
	void withoutRoomTheStreamIsRefused() throws IOException {
		Browser browser = signedIn();
		this.statusStreams.stop();
		try {
			HttpResponse<InputStream> response = open(browser);
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(read(response).readLine()).contains("urn:telnyx-otp:problem:busy");
		}
		finally {
			this.statusStreams.start();
		}
	}

	@Test
	@DisplayName("SEC-35 nobody is told of a challenge without having signed in")
	void anonymousIsRefused() throws IOException {
		HttpResponse<InputStream> response = open(new Browser(this.port));
		assertThat(response.statusCode()).isNotEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).doesNotContain("event-stream");
		assertThat(read(response).lines()).noneMatch((line) -> line.contains("state"));
	}

	@Test
	@DisplayName("SEC-63 a stream is only opened by GET")
	void streamIsOnlyOpenedByGet() {
		Browser browser = signedIn();
		HttpResponse<String> post = browser.send(browser.request(STATUS)
			.setHeader("Accept", "text/event-stream")
			.POST(HttpRequest.BodyPublishers.noBody()));
		assertThat(post.statusCode()).isEqualTo(405);
	}

	private Browser signedIn() {
		Browser browser = new Browser(this.port);
		assertThat(browser.login("user", "secret").statusCode()).isEqualTo(302);
		return browser;
	}

	private HttpResponse<InputStream> open(Browser browser) {
		HttpResponse<InputStream> response = browser.stream(STATUS);
		this.streams.add(response.body());
		return response;
	}

	private static BufferedReader read(HttpResponse<InputStream> response) {
		return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
	}

	/** Data of the next event; the events must have their name. */
	private static String event(BufferedReader stream) throws IOException {
		String line = stream.readLine();
		while (line != null && !line.equals("event: status")) {
			line = stream.readLine();
		}
		return String.valueOf(stream.readLine());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		FakeTelnyx fakeTelnyx() {
			return new FakeTelnyx();
		}

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		AtomicReference<Instant> time() {
			return new AtomicReference<>(Instant.now());
		}

		@Bean
		InstantSource clock(AtomicReference<Instant> time) {
			return time::get;
		}

	}

}
