package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.page.SecurityHeaders;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the endpoints take, refuse and always say.
 */
class EndpointTests extends BankTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String STATUS = "/login/otp/status";

	@ParameterizedTest
	@ValueSource(strings = { "12345６", "١٢٣۴۵۶", "123", "12345678901", "+123456", "1e5", "0x1F", "null", "", " ",
			"123456\u0000", "123456%00", "12\t3456", "true", "[]", "{}", "123456;", "4242²42" })
	@DisplayName("SEC-22 what is no code costs no attempt and asks nobody")
	void whatIsNoCodeCostsNothing(String code) {
		Browser browser = half("alice");
		String token = token(browser);
		assertThat(Browser.location(browser.post(PAGE, token, "code", code))).isEqualTo(PAGE + "?error=malformed");
		String quoted = code.replace("\u0000", "\\u0000").replace("\t", "\\t");
		assertThat(browser.accepting(JSON).postJson(PAGE, token, "{\"code\":\"" + quoted + "\"}").statusCode())
			.isEqualTo(400);
		assertThat(browser.get(STATUS).body()).contains("\"attemptsLeft\":5");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "{}", "{\"code\":null}", "{\"code\":424242}", "{\"code\":[\"424242\"]}",
			"{\"code\":{}}", "{\"code\":true}", "", "{", "{\"code\":\"424242\"}x",
			"{\"code\":\"424242\",\"code\":\"424242\"}", "{\"code\":\"424242\",\"status\":\"accepted\"}",
			"{\"phone\":\"+13125559999\",\"code\":\"424242\"}",
			"{\"code\":\"424242\",\"verified\":true,\"attempts\":0}", "\ufeff{\"code\":\"424242\"}" })
	@DisplayName("SEC-23 JSON with anything but one text is refused")
	void jsonWithAnythingElseIsRefused(String body) {
		Browser browser = half("alice");
		String token = token(browser);
		assertThat(browser.accepting(JSON).postJson(PAGE, token, body).statusCode()).isEqualTo(400);
		assertThat(browser.get(STATUS).body()).contains("\"attemptsLeft\":5");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { " 424 242", "424-242", "424242 ", "４２４２４２", "٤٢٤٢٤٢", "4242\u200b42" })
	@DisplayName("SEC-22 spaces and hyphens around a code are no mistake")
	void spacesAndHyphensAreNoMistake(String code) {
		Browser browser = half("alice");
		assertThat(browser.follow(submit(browser, code)).body()).startsWith("treasure of alice");
		assertThat(this.telnyx.checked).containsExactly(FakeTelnyx.RIGHT);
	}

	@Test
	@DisplayName("SEC-22 leading zeros are kept")
	void leadingZerosAreKept() {
		submit(half("alice"), "000042");
		assertThat(this.telnyx.checked).containsExactly("000042");
	}

	@Test
	@DisplayName("SEC-23 two codes are none, and the query string counts for nothing")
	void exactlyOneCodeFromTheBody() {
		Browser browser = half("alice");
		String token = token(browser);
		assertThat(Browser.location(browser.post(PAGE, token, "code", "424242", "code", "424242")))
			.isEqualTo(PAGE + "?error=malformed");
		assertThat(Browser.location(browser.post(PAGE + "?code=424242", token))).isEqualTo(PAGE + "?error=malformed");
		browser.accepting(JSON);
		assertThat(browser.post(PAGE, token, "code", "424242", "code", "1").statusCode()).isEqualTo(400);
		assertThat(browser.post(SEND, token, "channel", "sms", "channel", "call").statusCode()).isEqualTo(400);
		assertThat(browser.post(SEND, token, "channel", "pigeon").statusCode()).isEqualTo(400);
		assertThat(browser.postJson(SEND, token, "{\"channel\":\"sms\",\"phone\":\"+13125559999\"}").statusCode())
			.isEqualTo(400);
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(browser.post(PAGE + "?code=000000&c%6fde=1", token, "code", "424242").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "code=%zz", "code=%", "code=%ff%fe", "code=%00", "=&=&code", "&&&", "code" })
	@DisplayName("SEC-23 a form that cannot be read is no server error")
	void unreadableFormIsNoServerError(String body) {
		Browser browser = half("alice");
		HttpResponse<String> reply = browser.send(browser.request(PAGE)
			.header("Content-Type", FORM)
			.header("X-CSRF-TOKEN", token(browser))
			.POST(HttpRequest.BodyPublishers.ofString(body)));
		assertThat(reply.statusCode()).isIn(302, 400, 403);
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "PUT,/login/otp", "DELETE,/login/otp", "PATCH,/login/otp", "GET,/login/otp/send",
			"HEAD,/login/otp/send", "PUT,/login/otp/send", "POST,/login/otp/status", "POST,/login/otp/otp.css",
			"OPTIONS,/login/otp" })
	@DisplayName("SEC-23 other methods are refused, with all headers")
	void otherMethodsAreRefused(String method, String path) {
		Browser browser = half("alice");
		HttpResponse<String> reply = browser
			.send(browser.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
		assertThat(reply.statusCode()).isEqualTo(405);
		assertThat(reply.headers().firstValue("Allow")).isPresent();
		assertHeaders(reply);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-23 the server refuses to trace")
	void serverRefusesToTrace() {
		Browser browser = half("alice");
		HttpResponse<String> reply = browser
			.send(browser.request(PAGE).method("TRACE", HttpRequest.BodyPublishers.noBody()));
		assertThat(reply.statusCode()).isIn(403, 405);
		assertThat(reply.body()).doesNotContain("Cookie");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/xml", "text/plain", "multipart/form-data; boundary=x", "*/*", "application/*",
			"nonsense", "application/json-seq" })
	@DisplayName("SEC-23 other types are refused, with all headers")
	void otherTypesAreRefused(String type) {
		Browser browser = half("alice");
		HttpResponse<String> reply = browser.send(browser.request(PAGE)
			.header("Content-Type", type)
			.header("X-CSRF-TOKEN", token(browser))
			.POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"424242\"}")));
		assertThat(reply.statusCode()).isEqualTo(415);
		assertHeaders(reply);
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	@DisplayName("SEC-62 every reply has all headers")
	void everyReplyHasAllHeaders() {
		Browser browser = half("alice");
		String token = token(browser);
		List<HttpResponse<String>> replies = List.of(browser.get(PAGE), browser.get(STATUS),
				browser.get(PAGE + "/otp.css"), browser.get(PAGE + "/otp.js"), browser.post(PAGE, token, "code", "1"),
				browser.post(PAGE, "", "code", "1"), browser.post(SEND, token), browser().get(PAGE),
				browser().accepting(JSON).get(STATUS), browser.accepting(JSON).post(PAGE, token, "code", "1"),
				browser.post(PAGE, "", "code", "424242"), browser.post(PAGE, token, "code", "000000"),
				browser.post(SEND, token), browser.post(PAGE, token, "code", "4".repeat(5000)),
				browser.post(PAGE, token, "code", "424242"));
		assertThat(replies).extracting(HttpResponse::statusCode)
			.containsExactly(200, 200, 200, 200, 302, 302, 302, 302, 401, 400, 403, 401, 429, 413, 200);
		replies.forEach(EndpointTests::assertHeaders);
	}

	@Test
	@DisplayName("SEC-63 a POST without a token of this session is refused and sends nothing")
	void postNeedsItsToken() {
		Browser browser = half("alice").accepting(JSON);
		String foreign = token(half("adam"));
		this.telnyx.reset();
		for (String token : List.of("", foreign, "x")) {
			for (String path : List.of(PAGE, SEND, "/logout")) {
				assertThat(browser.post(path, token, "code", FakeTelnyx.RIGHT).statusCode()).isEqualTo(403);
				assertThat(browser.postJson(path, token, "{}").statusCode()).isEqualTo(403);
			}
		}
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "alice", "all of alice" })
	@DisplayName("SEC-63 reading sends nothing and checks nothing, twenty times over, whoever reads and for what")
	void readingSendsNothing(String who) {
		Browser browser = switch (who) {
			case "" -> browser();
			case "alice" -> half("alice");
			default -> whole("alice");
		};
		// Past the pause, so that nothing else holds a message back
		this.clock.move(Duration.ofSeconds(31));
		this.telnyx.reset();
		List<String> paths = List.of(PAGE, PAGE + "?sent", PAGE + "?error=wrong", PAGE + "?factor.reason=expired",
				PAGE + "?code=424242", PAGE + "?channel=sms", SEND, SEND + "?channel=sms", STATUS, PAGE + "/otp.css",
				PAGE + "/otp.js", PAGE + "/otp.svg", "/account", "/login");
		for (int round = 0; round < 20; round++) {
			for (String path : paths) {
				browser.get(path);
				browser.send(browser.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
				browser.send(browser.request(path)
					.header("Purpose", "prefetch")
					.header("Sec-Purpose", "prefetch;prerender")
					.GET());
			}
		}
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='alert(1)",
			"javascript:alert(1)", "{{lead}}", "${7*7}", "</title><svg/onload=alert(1)>" })
	@DisplayName("SEC-66 nothing from a request stands on the page")
	void nothingFromTheRequestIsShown(String attack) {
		Browser browser = half("alice");
		String encoded = URLEncoder.encode(attack, StandardCharsets.UTF_8);
		HttpResponse<String> reply = browser
			.send(browser.request(PAGE + "?error=" + encoded + "&sent=" + encoded + "&factor.type=" + encoded)
				.header("Accept-Language", attack)
				.header("User-Agent", attack)
				.GET());
		assertThat(reply.statusCode()).isEqualTo(200);
		assertThat(reply.body()).doesNotContain(attack, "alert(1)");
	}

	@Test
	@DisplayName("SEC-70 ten megabytes are refused")
	void tenMegabytesAreRefused() throws IOException {
		assertThat(raw("POST /login/otp HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM
				+ "\r\nContent-Length: 10485760\r\n\r\ncode="))
			.startsWith("HTTP/1.1 413");
	}

	@Test
	@DisplayName("SEC-70 a body without a length is refused before it is read")
	void bodyWithoutALengthIsRefused() throws IOException {
		assertThat(raw("POST /login/otp/send HTTP/1.1\r\nHost: x\r\nContent-Type: " + JSON
				+ "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cha\r\n"))
			.startsWith("HTTP/1.1 411");
	}

	@Test
	@DisplayName("SEC-70 what everybody may see starts no session")
	void publicPagesStartNoSession() {
		for (String path : List.of("/open", PAGE + "/otp.css", PAGE + "/otp.js")) {
			assertThat(browser().get(path).headers().firstValue("Set-Cookie")).as(path).isEmpty();
		}
	}

	private static void assertHeaders(HttpResponse<String> reply) {
		SecurityHeaders.all()
			.forEach((name, value) -> assertThat(reply.headers().allValues(name))
				.as("%s of %s %s", name, reply.statusCode(), reply.uri())
				.containsExactly(value));
	}

	/** The server must answer without waiting for the rest. */
	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(5000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
		}
	}

}
