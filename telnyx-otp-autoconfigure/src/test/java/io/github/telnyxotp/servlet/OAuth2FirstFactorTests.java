package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who come from an OAuth2 provider.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "telnyx.otp.second-factor.enabled=true")
class OAuth2FirstFactorTests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
	}

	@Test
	void loginByAProviderKeepsItsTokenAndGainsTheFactor() {
		Browser browser = new Browser(this.port);
		assertThat(Browser.location(FakeProvider.comeBack(browser))).startsWith("/account");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(Browser.location(browser.get("/account"))).startsWith("/login/otp?");
		HttpResponse<String> account = browser
			.follow(browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT));
		assertThat(account.uri().getPath()).isEqualTo("/account");
		assertThat(account.body()).isEqualTo("OAuth2AuthenticationToken of alice from fake "
				+ "[FACTOR_AUTHORIZATION_CODE, FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP, ROLE_USER]");
	}

	@Test
	void wrongCodeKeepsTheLoginByTheProvider() {
		Browser browser = new Browser(this.port);
		FakeProvider.comeBack(browser);
		browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.WRONG);
		assertThat(Browser.location(browser.get("/account"))).startsWith("/login/otp?");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Phones.class, OAuth2FirstFactorTests.Account.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		InMemoryClientRegistrationRepository clients() {
			return FakeProvider.clients();
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			return FakeProvider.chain(http, () -> new DefaultOAuth2User(AuthorityUtils.createAuthorityList("ROLE_USER"),
					Map.of("sub", "alice"), "sub"));
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
			return user.getClass().getSimpleName() + " of " + user.getName() + " from " + from + " " + authorities;
		}

	}

}
