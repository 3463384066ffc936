package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chain that takes passwords by form and by HTTP Basic.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "telnyx.otp.second-factor.enabled=true")
class BasicLoginTests {

	private static final String PAGE = "/login/otp";

	private static final String JSON = "application/json";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page", "/method", "/open/method", "/nowhere" })
	@DisplayName("SEC-33 a password by HTTP Basic is no way round the code")
	void passwordByBasicIsNoWayRound(String path) {
		HttpResponse<String> program = get(browser().accepting(JSON), path, "alice");
		assertThat(program.statusCode()).isEqualTo(401);
		assertThat(program.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(program.body()).contains("\"code\":\"factor-required\"", "\"factor\":\"FACTOR_PHONE_OTP\"")
			.doesNotContain("treasure");
		HttpResponse<String> person = get(browser(), path, "alice");
		assertThat(Browser.location(person)).isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
		assertThat(person.body()).doesNotContain("treasure");
	}

	@Test
	@DisplayName("SEC-33 posts by HTTP Basic are held back too")
	void postsByBasicAreHeldBack() {
		Browser browser = browser();
		String token = Browser.token(browser.open("/login"));
		HttpResponse<String> reply = post(browser.accepting(JSON), "/page", token, "{}");
		assertThat(reply.statusCode()).isEqualTo(401);
		assertThat(reply.body()).contains("\"code\":\"factor-required\"");
	}

	@Test
	@DisplayName("SEC-63 a password by HTTP Basic sends nothing, however often it comes")
	void passwordByBasicSendsNothing() {
		Browser browser = browser().accepting(JSON);
		for (int each = 0; each < 20; each++) {
			assertThat(get(browser, "/page", "alice").statusCode()).isEqualTo(401);
		}
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void wrongPasswordByBasicIsAnsweredAsEver() {
		Browser browser = browser().accepting(JSON);
		HttpResponse<String> reply = browser
			.send(browser.request("/page").header("Authorization", basic("alice", "guess")));
		assertThat(reply.statusCode()).isEqualTo(401);
		assertThat(reply.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
	}

	@Test
	void programThatKeepsItsCookieMayProveThePhone() {
		Browser browser = browser();
		String token = Browser.token(get(browser, PAGE, "alice"));
		browser.accepting(JSON);
		assertThat(post(browser, PAGE + "/send", token, "{}").statusCode()).isEqualTo(202);
		assertThat(get(browser, "/page", "alice").statusCode()).isEqualTo(401);
		assertThat(post(browser, PAGE, token, "{\"code\":\"424242\"}").statusCode()).isEqualTo(200);
		assertThat(get(browser, "/page", "alice").body())
			.isEqualTo("treasure of alice [FACTOR_PASSWORD, FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, ROLE_USER]");
		assertThat(get(browser().accepting(JSON), "/page", "alice").statusCode()).as("without the cookie")
			.isEqualTo(401);
	}

	@Test
	@DisplayName("SEC-35 a password by HTTP Basic takes nothing over from another user's session")
	void passwordByBasicTakesNothingOver() {
		Browser browser = browser();
		browser.login("adam", Bank.PASSWORD);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		browser.accepting(JSON);
		assertThat(browser.get("/page").body()).startsWith("treasure of adam");
		HttpResponse<String> reply = get(browser, "/page", "alice");
		assertThat(reply.statusCode()).isEqualTo(401);
		assertThat(reply.body()).contains("\"code\":\"factor-required\"");
	}

	private Browser browser() {
		return new Browser(this.port);
	}

	private static HttpResponse<String> get(Browser browser, String path, String user) {
		return browser.send(browser.request(path).header("Authorization", basic(user, Bank.PASSWORD)).GET());
	}

	private static HttpResponse<String> post(Browser browser, String path, String token, String body) {
		return browser.send(browser.request(path)
			.header("Authorization", basic("alice", Bank.PASSWORD))
			.header("Content-Type", JSON)
			.header("X-CSRF-TOKEN", token)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static String basic(String user, String password) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ FakeTelnyx.class, Phones.class, Unlimited.class, BasicLoginTests.Pages.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_USER"), Bank.user("adam", "ROLE_USER"));
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(rules) -> rules.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@RestController
	static class Pages {

		@GetMapping("/page")
		String page(Authentication user) {
			return "treasure of " + user.getName() + " "
					+ user.getAuthorities().stream().map((each) -> each.getAuthority()).sorted().toList();
		}

		@PostMapping("/page")
		String move() {
			return "treasure moved";
		}

		@GetMapping({ "/method", "/open/method" })
		@PreAuthorize("hasRole('USER')")
		String method() {
			return "treasure";
		}

	}

}
