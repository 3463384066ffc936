package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who come from a real OpenID provider, which runs beside the bank. Nothing
 * between the two is made up: discovery, login, consent, code, token, keys and user are
 * asked for over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.second-factor.enabled=true", "server.address=127.0.0.1",
				"server.servlet.session.cookie.name=BANK" })
@DirtiesContext
class OidcFirstFactorTests {

	private static final String PAGE = "/login/otp";

	/** Spring Security notes a factor of its own for OAuth2, but none for OpenID. */
	private static final String WHOLE = "OAuth2AuthenticationToken with an OidcUser alice from provider "
			+ "[FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, OIDC_USER, SCOPE_openid, SCOPE_profile]";

	private static final OidcProvider PROVIDER = new OidcProvider();

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private InMemoryUserDetailsManager accounts;

	@DynamicPropertySource
	static void issuer(DynamicPropertyRegistry registry) {
		registry.add("bank.issuer", PROVIDER::issuer);
	}

	@AfterAll
	static void close() {
		PROVIDER.close();
	}

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		PROVIDER.forgetConsents();
	}

	@Test
	@DisplayName("SEC-33 a login at a real provider opens nothing before the code, and keeps its token and user with it")
	void loginAtTheProviderAndThenTheCode() {
		Browser browser = browser();
		HttpResponse<String> page = signIn(browser, "alice");
		assertThat(page.uri().getPath()).isEqualTo(PAGE);
		assertThat(page.body()).contains("Enter your code");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.telnyx.phones).containsOnly(this.phones.of("alice"));
		assertThat(Browser.location(browser.get("/account")))
			.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
		HttpResponse<String> account = browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT));
		assertThat(account.uri()).hasToString("http://127.0.0.1:" + this.port + "/account?continue");
		assertThat(account.body()).isEqualTo(WHOLE);
	}

	@Test
	@DisplayName("SEC-34 coming back from the provider changes the session, and so does the code")
	void eachStepRenewsTheSession() {
		Browser browser = browser();
		HttpResponse<String> away = browser.follow(browser.get("/account"), 2);
		String before = browser.cookie("BANK");
		browser.follow(atTheProvider(browser, away, "alice"), 10);
		String between = browser.cookie("BANK");
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		assertThat(List.of(before, between, browser.cookie("BANK"))).doesNotHaveDuplicates().doesNotContain("");
	}

	@Test
	@DisplayName("SEC-40 who comes from a provider passes, though the accounts of the bank know nobody of that name")
	void nobodyIsLookedUpWhoHasNoAccountHere() {
		assertThat(this.accounts.userExists("alice")).isFalse();
		Browser browser = browser();
		signIn(browser, "alice");
		assertThat(browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT)).body()).isEqualTo(WHOLE);
	}

	@Test
	void wrongCodeKeepsTheLoginAndOpensNothing() {
		Browser browser = browser();
		signIn(browser, "alice");
		HttpResponse<String> wrong = browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.WRONG));
		assertThat(wrong.body()).contains("That code is not right");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT)).body()).isEqualTo(WHOLE);
	}

	@Test
	void providerAgainKeepsTheCodeFactorAndSendsNothing() {
		Browser browser = browser();
		signIn(browser, "alice");
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		for (int round = 0; round < 3; round++) {
			browser.get("/account");
			// The provider remembers both the user and the consent
			browser.follow(browser.get("/oauth2/authorization/provider"), 10);
			assertThat(browser.get("/account").body()).isEqualTo(WHOLE);
		}
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	void whoHasNoPhoneIsToldSoAfterTheProvider() {
		HttpResponse<String> page = signIn(browser(), "carol");
		assertThat(page.body()).contains("No phone number on file");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void whoTheProviderRefusesIsSentNothing() {
		Browser browser = browser();
		HttpResponse<String> login = browser.follow(browser.get("/account"), 10);
		browser.follow(browser.post(PROVIDER.issuer() + "/login", Browser.token(login), "username", "alice", "password",
				"guess"), 10);
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
		assertThat(this.telnyx.sent).isEmpty();
	}

	private Browser browser() {
		return new Browser(this.port);
	}

	/** From a page of the bank to the provider and back. */
	private HttpResponse<String> signIn(Browser browser, String user) {
		return browser.follow(atTheProvider(browser, browser.follow(browser.get("/account"), 2), user), 10);
	}

	/** Ends where the provider sends the browser back. */
	private static HttpResponse<String> atTheProvider(Browser browser, HttpResponse<String> away, String user) {
		HttpResponse<String> login = browser.follow(away, 10);
		assertThat(login.uri().toString()).startsWith(PROVIDER.issuer() + "/login");
		HttpResponse<String> consent = browser.follow(browser.post(PROVIDER.issuer() + "/login", Browser.token(login),
				"username", user, "password", OidcProvider.PASSWORD), 10);
		assertThat(consent.body()).contains("Consent required");
		return browser.post(PROVIDER.issuer() + "/oauth2/authorize", "", "client_id", "bank", "state", state(consent),
				"scope", "profile");
	}

	private static String state(HttpResponse<String> consent) {
		Matcher matcher = Pattern.compile("name=\"state\" value=\"([^\"]+)\"").matcher(consent.body());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Phones.class, Unlimited.class, OidcFirstFactorTests.Account.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		InMemoryUserDetailsManager accounts() {
			return new InMemoryUserDetailsManager(Bank.user("clerk", "GROUP_USER"));
		}

		@Bean
		InMemoryClientRegistrationRepository clients(@Value("${bank.issuer}") String issuer) {
			return new InMemoryClientRegistrationRepository(ClientRegistrations.fromIssuerLocation(issuer)
				.registrationId("provider")
				.clientId("bank")
				.clientSecret("shared")
				.scope("openid", "profile")
				.build());
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			return http.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.oauth2Login(Customizer.withDefaults())
				.build();
		}

	}

	@RestController
	static class Account {

		@GetMapping("/account")
		String show(Authentication user) {
			String from = ((OAuth2AuthenticationToken) user).getAuthorizedClientRegistrationId();
			List<String> authorities = user.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.sorted()
				.toList();
			String principal = (user.getPrincipal() instanceof OidcUser) ? "an OidcUser " : "another user ";
			return user.getClass().getSimpleName() + " with " + principal + user.getName() + " from " + from + " "
					+ authorities;
		}

	}

}
