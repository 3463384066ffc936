package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executor;

import io.github.telnyxotp.web.OtpEndpoints;
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
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import static io.github.telnyxotp.servlet.OtpLoginConfigurer.telnyxOtpLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Chains in which the application says how OTP is to be: one with another path and a new
 * session for each login, one with a page and handlers of its own.
 */
@Import(Unlimited.class)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.web.path=/two/verify",
				"telnyx.otp.web.name=Second Bank", "telnyx.otp.code-length=6" })
class OwnChainsTests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private FullStore store;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.store.full.set(false);
	}

	@Test
	void pathOfTheChainReplacesThatOfTheProperties() {
		Browser browser = new Browser(this.port);
		HttpResponse<String> login = browser.open("/one/page");
		HttpResponse<String> code = browser
			.follow(browser.post("/one/login", Browser.token(login), "username", "alice", "password", Bank.PASSWORD));
		assertThat(code.uri().getPath()).isEqualTo("/one/code");
		assertThat(code.body()).contains("action=\"/one/code\"", "Second Bank");
		assertThat(this.telnyx.sent).hasSize(1);
		HttpResponse<String> page = browser
			.follow(browser.post("/one/code", Browser.token(code), "code", FakeTelnyx.RIGHT));
		assertThat(page.body()).isEqualTo("page");
	}

	@Test
	void defaultsOfThePropertiesStay() {
		Browser browser = atTheCodePageOfTwo();
		HttpResponse<String> reply = browser.post("/two/verify", Browser.token(browser.open("/two/ask")), "code",
				"1234");
		assertThat(Browser.location(reply)).isEqualTo("/two/ask?error=malformed");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void pageOfTheApplicationAsksForTheCodeAndIsNoLoop() {
		Browser browser = atTheCodePageOfTwo();
		HttpResponse<String> page = browser.open("/two/page");
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri().getPath()).isEqualTo("/two/ask");
		HttpResponse<String> right = browser.post("/two/verify", Browser.token(page), "code", FakeTelnyx.RIGHT);
		assertThat(right.statusCode()).isEqualTo(202);
		assertThat(browser.get("/two/page").body()).isEqualTo("page");
	}

	@Test
	void handlerOfTheApplicationAnswersAFailure() {
		Browser browser = atTheCodePageOfTwo();
		HttpResponse<String> wrong = browser.post("/two/verify", Browser.token(browser.open("/two/ask")), "code",
				FakeTelnyx.WRONG);
		assertThat(wrong.statusCode()).isEqualTo(418);
	}

	@Test
	void sendingLiesBelowThePathOfTheProperties() {
		Browser browser = atTheCodePageOfTwo();
		HttpResponse<String> early = browser.post("/two/verify/send", Browser.token(browser.open("/two/ask")));
		assertThat(Browser.location(early)).isEqualTo("/two/ask?error=too-soon&after=30");
		assertThat(browser.get("/two/verify/status").body()).contains("\"state\":\"waiting\"");
		assertThat(browser.get("/two/verify").statusCode()).isEqualTo(405);
	}

	@Test
	void pageOfTheApplicationThatFailsIsNoLoopEither() {
		Browser browser = atTheCodePageOfTwo();
		HttpResponse<String> failed = browser.get("/two/ask?fail");
		assertThat(failed.statusCode()).isEqualTo(500);
	}

	@Test
	void loginThatTheSessionLimitRefusesSendsNothing() {
		Browser first = new Browser(this.port);
		first.submit("/three/login", "/three/login", "username", "adam", "password", Bank.PASSWORD);
		assertThat(this.telnyx.sent).hasSize(1);
		Browser second = new Browser(this.port);
		HttpResponse<String> refused = second.submit("/three/login", "/three/login", "username", "adam", "password",
				Bank.PASSWORD);
		assertThat(Browser.location(refused)).isEqualTo("/three/login?error");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-33 a session that owes the code owes it in chains without codes too")
	void halfAuthenticatedSessionIsHeldBackInOtherChains() {
		Browser browser = new Browser(this.port);
		browser.submit("/one/login", "/one/login", "username", "alice", "password", Bank.PASSWORD);
		assertThat(browser.get("/four/page").statusCode()).isEqualTo(302);
		HttpResponse<String> api = browser.send(browser.request("/four/page").setHeader("Accept", "application/json"));
		assertThat(api.statusCode()).isEqualTo(401);
		assertThat(api.body()).contains("\"code\":\"factor-required\"").doesNotContain("\"page\"}");
		browser.submit("/one/code", "/one/code", "code", FakeTelnyx.RIGHT);
		assertThat(browser.get("/four/page").body()).isEqualTo("page");
	}

	@Test
	void chainWithoutCodesAsksNoProgramForOne() {
		Browser program = new Browser(this.port).accepting("application/json");
		String basic = Base64.getEncoder().encodeToString(("alice:" + Bank.PASSWORD).getBytes(StandardCharsets.UTF_8));
		assertThat(program.send(program.request("/four/page").header("Authorization", "Basic " + basic)).body())
			.isEqualTo("page");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void fullStoreKeepsNobodyFromThePageWhichSaysSo() {
		this.store.full.set(true);
		Browser browser = new Browser(this.port);
		browser.submit("/one/login", "/one/login", "username", "alice", "password", Bank.PASSWORD);
		HttpResponse<String> page = browser.open("/one/code");
		assertThat(page.body()).contains("Send the code");
		HttpResponse<String> busy = browser.follow(browser.post("/one/code/send", Browser.token(page)));
		assertThat(busy.body()).contains("A lot is going on right now");
		assertThat(this.telnyx.sent).isEmpty();
		this.store.full.set(false);
		HttpResponse<String> sent = browser.follow(browser.post("/one/code/send", Browser.token(busy)));
		this.store.full.set(true);
		HttpResponse<String> reply = browser.post("/one/code", Browser.token(sent), "code", FakeTelnyx.RIGHT);
		assertThat(Browser.location(reply)).isEqualTo("/one/code?error=unavailable");
		assertThat(browser.follow(reply).statusCode()).isEqualTo(200);
		assertThat(
				browser.follow(browser.post("/one/logout", Browser.token(browser.open("/one/code")))).uri().getPath())
			.isEqualTo("/one/login");
	}

	@ParameterizedTest
	@ValueSource(strings = { "code", "//code", "/co de", "https://evil.example/" })
	void pathThatIsNoneIsRefusedAtStart(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpEndpoints(path, null, null));
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpEndpoints("/code", path, null));
	}

	private Browser atTheCodePageOfTwo() {
		Browser browser = new Browser(this.port);
		browser.submit("/two/login", "/two/login", "username", "alice", "password", Bank.PASSWORD);
		return browser;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Phones.class, FullStore.class, OwnChainsTests.Pages.class })
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
		SecurityFilterChain one(HttpSecurity http) {
			return http.securityMatcher("/one/**")
				.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.formLogin((form) -> form.loginPage("/one/login").permitAll())
				.sessionManagement((sessions) -> sessions.sessionFixation((fixation) -> fixation.newSession()))
				.logout((logout) -> logout.logoutUrl("/one/logout").logoutSuccessUrl("/one/login").permitAll())
				.with(telnyxOtpLogin(), (otp) -> otp.path("/one/code").logoutUrl("/one/logout"))
				.build();
		}

		@Bean
		SecurityFilterChain two(HttpSecurity http) {
			return http.securityMatcher("/two/**")
				.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.formLogin((form) -> form.loginPage("/two/login").permitAll())
				.with(telnyxOtpLogin(),
						(otp) -> otp.loginPage("/two/ask")
							.successHandler((request, response, user) -> response.setStatus(202))
							.failureHandler((request, response, failure) -> response.setStatus(418)))
				.build();
		}

		@Bean
		SecurityFilterChain three(HttpSecurity http) {
			return http.securityMatcher("/three/**")
				.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.formLogin((form) -> form.loginPage("/three/login").failureUrl("/three/login?error").permitAll())
				.sessionManagement((sessions) -> sessions
					.sessionConcurrency((limit) -> limit.maximumSessions(1).maxSessionsPreventsLogin(true)))
				.with(telnyxOtpLogin(), Customizer.withDefaults())
				.build();
		}

		@Bean
		SecurityFilterChain four(HttpSecurity http) {
			return http.securityMatcher("/four/**")
				.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

	@RestController
	static class Pages {

		@GetMapping({ "/one/login", "/two/login", "/three/login", "/two/ask" })
		String form(CsrfToken token, @RequestParam(required = false) String fail) {
			if (fail != null) {
				throw new IllegalStateException("The application's own page fails");
			}
			return "<input name=\"_csrf\" value=\"" + token.getToken() + "\"/>";
		}

		@GetMapping({ "/one/page", "/two/page", "/three/page", "/four/page" })
		String page() {
			return "page";
		}

	}

}
