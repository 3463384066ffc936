package io.github.telnyxotp.servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.webhook.Signer;
import io.github.telnyxotp.webhook.WebhookCounts;
import io.github.telnyxotp.webhook.WebhookOutcome;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Webhooks as they come to a real server whose every page needs a login.
 */
@Import(Unlimited.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.api-key=KEY-test", "telnyx.otp.verify-profile-id=" + WebhookDoorTests.PROFILE,
				"telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.user=+15550100001",
				"telnyx.otp.webhook.public-keys=" + Signer.PUBLIC_KEY, "spring.security.user.password=secret" })
class WebhookDoorTests {

	static final String PROFILE = "49000000-0000-4000-8000-000000000001";

	private static final String PATH = "/telnyx/webhooks/verify";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private WebhookCounts counts;

	@Autowired
	private Reports reports;

	@Autowired
	@Qualifier("telnyxOtpWebhook")
	private FilterRegistrationBean<?> registration;

	private Browser outside;

	private final List<String> verifications = new CopyOnWriteArrayList<>();

	@BeforeEach
	void reset() {
		this.outside = new Browser(this.port);
		this.telnyx.reset();
		this.telnyx.sends.set((channel) -> {
			String verification = UUID.randomUUID().toString();
			this.verifications.add(verification);
			return new SendAnswer.Accepted(new VerificationId(verification));
		});
		this.reports.all.clear();
	}

	@Test
	@DisplayName("SEC-43 a signed failure moves from WhatsApp to SMS once, its 1000 duplicates move nothing")
	void signedFailureMovesToSmsOnce() {
		Browser browser = waitingForACode();
		String report = report("verify.failed", "delivery_failed");
		HttpResponse<String> response = post(report);
		assertThat(response.statusCode()).isEqualTo(204);
		assertThat(response.body()).isEmpty();
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
		for (int each = 0; each < 1000; each++) {
			assertThat(post(report).statusCode()).isEqualTo(204);
		}
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(this.reports.all).hasSize(1);
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
	}

	@Test
	@DisplayName("SEC-43 a signed completion logs nobody in; the code is still asked for and still right")
	void signedCompletionLogsNobodyIn() {
		Browser browser = waitingForACode();
		for (String type : List.of("verify.completed", "verification.complete", "verify.delivered")) {
			assertThat(post(report(type, "delivered").replace("pending", "accepted")).statusCode()).isEqualTo(204);
		}
		assertThat(browser.open("/account").uri().getPath()).isEqualTo("/login/otp");
		HttpResponse<String> code = browser.open("/login/otp");
		HttpResponse<String> account = browser
			.follow(browser.post("/login/otp", Browser.token(code), "code", FakeTelnyx.RIGHT));
		assertThat(account.statusCode()).isEqualTo(200);
		assertThat(account.body()).startsWith("user [");
	}

	@Test
	@DisplayName("SEC-41 what is not signed is answered with 401 and changes nothing")
	void unsignedIsRefused() {
		waitingForACode();
		long before = this.counts.of(WebhookOutcome.UNSIGNED);
		String report = report("verify.failed", "failed");
		HttpResponse<String> response = send(request().POST(HttpRequest.BodyPublishers.ofString(report)));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).isEmpty();
		assertThat(post(report, report + " ").statusCode()).isEqualTo(401);
		assertThat(this.counts.of(WebhookOutcome.UNSIGNED)).isEqualTo(before + 2);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-45 a webhook gets no session and no cookie")
	void webhookGetsNoCookie() {
		assertThat(post("{}").statusCode()).isEqualTo(400);
		assertThat(post("{}").headers().map()).doesNotContainKeys("set-cookie", "location");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH" })
	@DisplayName("SEC-45 other methods than POST are refused")
	void otherMethodsAreRefused(String method) {
		HttpResponse<String> response = send(request().method(method, HttpRequest.BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).contains("POST");
		assertThat(response.headers().map()).doesNotContainKey("set-cookie");
	}

	@Test
	@DisplayName("SEC-45 forms and compressed bodies are refused")
	void otherTypesAreRefused() {
		HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("a=b");
		assertThat(
				send(request().setHeader("Content-Type", "application/x-www-form-urlencoded").POST(body)).statusCode())
			.isEqualTo(415);
		assertThat(send(request().header("Content-Encoding", "gzip").POST(body)).statusCode()).isEqualTo(415);
	}

	@Test
	@DisplayName("SEC-45 65 KiB are refused, with their length and without it")
	void longBodyIsRefused() {
		byte[] body = new byte[65 * 1024];
		assertThat(send(request().POST(HttpRequest.BodyPublishers.ofByteArray(body))).statusCode()).isEqualTo(413);
		InputStream unknown = new SequenceInputStream(new ByteArrayInputStream(body), InputStream.nullInputStream());
		assertThat(send(request().POST(HttpRequest.BodyPublishers.ofInputStream(() -> unknown))).statusCode())
			.isEqualTo(413);
	}

	@Test
	@DisplayName("SEC-70 an endless body is answered after 64 KiB and the connection is closed")
	void endlessBodyIsNotReadToItsEnd() throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(20_000);
			OutputStream out = socket.getOutputStream();
			out.write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
			byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
			for (int each = 0; each < 17; each++) {
				out.write(chunk);
			}
			out.flush();
			String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
			assertThat(answer).isEqualTo("HTTP/1.1 413");
		}
	}

	@Test
	void signedChunkedBodyIsTaken() {
		waitingForACode();
		byte[] body = report("verify.failed", "failed").getBytes(StandardCharsets.UTF_8);
		HttpRequest.Builder request = request()
			.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
		sign(request, body);
		assertThat(send(request).statusCode()).isEqualTo(204);
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	void bodyThatBreaksOffIsMalformed() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", PATH);
		request.setContentType("application/json");
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.registration.getFilter().doFilter(new HttpServletRequestWrapper(request) {

			@Override
			public ServletInputStream getInputStream() throws IOException {
				throw new IOException("broken off");
			}

		}, response, new MockFilterChain());
		assertThat(response.getStatus()).isEqualTo(400);
	}

	@Test
	@DisplayName("SEC-45 only this path is open; its neighbours ask for a login")
	void onlyThisPathIsOpen() {
		for (String path : List.of(PATH + "/", PATH + "/x", "/telnyx/webhooks", "/telnyx/webhooks/Verify")) {
			HttpResponse<String> response = send(new Browser(this.port).request(path).GET());
			assertThat(response.statusCode()).as(path).isEqualTo(302);
		}
	}

	private Browser waitingForACode() {
		Browser browser = new Browser(this.port);
		HttpResponse<String> code = browser.login("user", "secret");
		assertThat(browser.follow(code).uri().getPath()).isEqualTo("/login/otp");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP);
		return browser;
	}

	private String report(String type, String status) {
		return Signer.report(UUID.randomUUID().toString(), type, this.verifications.get(0), PROFILE, status);
	}

	private HttpResponse<String> post(String report) {
		return post(report, report);
	}

	private HttpResponse<String> post(String signed, String sent) {
		HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(sent));
		sign(request, signed.getBytes(StandardCharsets.UTF_8));
		return send(request);
	}

	private static void sign(HttpRequest.Builder request, byte[] body) {
		Map<String, List<String>> headers = new Signer().headers(Instant.now(), body);
		headers.forEach((name, values) -> request.header(name, values.get(0)));
	}

	private HttpRequest.Builder request() {
		return this.outside.request(PATH).header("Content-Type", "application/json");
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		return this.outside.send(request);
	}

	/**
	 * Keeps what is told.
	 */
	static final class Reports {

		private final List<OtpEvent.Reported> all = new CopyOnWriteArrayList<>();

		@EventListener
		void listen(OtpEvent.Reported event) {
			this.all.add(event);
		}

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
		Reports reports() {
			return new Reports();
		}

		@Bean
		ZeroCodeLoginTests.AccountController accountController() {
			return new ZeroCodeLoginTests.AccountController();
		}

	}

}
