package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where a login ends: on the page that was asked for, of this site, whatever a request
 * says.
 */
class ReturnTargetTests extends BankTests {

	@ParameterizedTest
	@ValueSource(strings = { "//evil", "///evil", "/\\evil", "\\/evil", "https:evil", "/%09/evil", "/%2f%2fevil",
			"/x%0d%0aSet-Cookie:a=b", "http://good@evil", "http://good[@evil", "javascript:alert(1)" })
	@DisplayName("SEC-64 no parameter names the page on which a login ends")
	void noParameterNamesTheTarget(String target) {
		Browser browser = half("alice");
		String query = "?" + String.join("&",
				Stream.of("continue", "redirect", "redirect_uri", "url", "next", "target")
					.map((name) -> name + "=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
					.toList());
		browser.get(PAGE + query);
		HttpResponse<String> done = browser.submit(PAGE, PAGE + query, "code", FakeTelnyx.RIGHT, "continue", target,
				"redirect", target, "spring-security-redirect", target);
		assertThat(location(done)).isEqualTo("/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil", "///evil", "/\\evil", "\\/evil", "https:evil", "/%09/evil", "/%2f%2fevil",
			"/x%0d%0aSet-Cookie:a=b", "http://good@evil/", "http://good[@evil/", "javascript:alert(1)",
			"//evil/account", "http://evil/account", "/account?x=//evil" })
	@DisplayName("SEC-64 no address that was asked for leads to another site after the login")
	void noAddressLeadsElsewhere(String target) throws IOException {
		Browser browser = half("alice");
		raw(browser, target, "Host: 127.0.0.1:" + this.port);
		assertThat(location(submit(browser, FakeTelnyx.RIGHT))).matches("/([^/\\\\].*)?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host: evil.example", "Host: 127.0.0.1\r\nX-Forwarded-Host: evil.example",
			"Host: 127.0.0.1\r\nForwarded: host=evil.example" })
	@DisplayName("SEC-64 no header names the site on which a login ends, for people and for programs")
	void noHeaderNamesTheSite(String header) throws IOException {
		Browser person = half("alice");
		assertThat(raw(person, "/account", header)).startsWith("HTTP/1.1 302");
		assertThat(location(submit(person, FakeTelnyx.RIGHT))).isEqualTo("/account?continue");
		assertThat(location(person.get(PAGE))).as("back to the code page").isEqualTo("/account?continue");
		Browser program = half("alice");
		raw(program, "/account", header);
		String token = token(program);
		HttpResponse<String> done = program.accepting(JSON).postJson(PAGE, token, "{\"code\":\"424242\"}");
		assertThat(done.body()).contains("\"/account?continue\"").doesNotContain("evil");
	}

	@Test
	@DisplayName("SEC-64 no redirect of the code page repeats the host that a request claims")
	void redirectsRepeatNoHost() throws IOException {
		Browser browser = half("alice");
		String form = "POST " + PAGE + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAccept: text/html\r\n"
				+ "Cookie: JSESSIONID=" + browser.cookie("JSESSIONID") + "\r\nX-CSRF-TOKEN: " + token(browser)
				+ "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\n\r\ncode=";
		assertThat(raw(form + "000000")).startsWith("HTTP/1.1 302")
			.contains("Location: " + PAGE + "?error=wrong\r\n")
			.doesNotContain("evil");
		assertThat(raw(form + FakeTelnyx.RIGHT)).startsWith("HTTP/1.1 302")
			.contains("Location: /\r\n")
			.doesNotContain("evil");
	}

	private static String location(HttpResponse<String> response) {
		return response.headers().firstValue("Location").orElse("");
	}

	/** Asks as no browser would. */
	private String raw(Browser browser, String target, String headers) throws IOException {
		return raw("GET " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\nAccept: text/html\r\n"
				+ "Cookie: JSESSIONID=" + browser.cookie("JSESSIONID") + "\r\n\r\n");
	}

	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(5000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

}
