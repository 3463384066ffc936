package io.github.telnyxotp.servlet;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.Phonebook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People of the same name, here and at a provider.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "telnyx.otp.second-factor.enabled=true")
class SameNameTests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Test
	@DisplayName("SEC-35 a code proved at a provider opens no account of this application that has the same name")
	void providerFirst() {
		Browser browser = new Browser(this.port);
		signInAtTheProvider(browser);
		browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT);
		browser.login("alice", Bank.PASSWORD);
		assertThat(browser.get("/account").body()).doesNotContain("ROLE_LOCAL");
	}

	@Test
	@DisplayName("SEC-35 a password here and a code to the phone of a namesake at a provider open no account here")
	void passwordFirst() {
		Browser browser = new Browser(this.port);
		browser.login("alice", Bank.PASSWORD);
		signInAtTheProvider(browser);
		this.telnyx.reset();
		browser.submit("/login/otp", "/login/otp/send");
		browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT);
		assertThat(this.telnyx.phones).extracting(PhoneNumber::lastDigits).containsExactly("11");
		assertThat(browser.get("/account").body()).doesNotContain("ROLE_LOCAL", "FACTOR_PASSWORD");
	}

	private static void signInAtTheProvider(Browser browser) {
		browser.get("/account");
		URI provider = URI.create(Browser.location(browser.get("/oauth2/authorization/fake")));
		String state = UriComponentsBuilder.fromUri(provider).build().getQueryParams().getFirst("state");
		browser.get("/login/oauth2/code/fake?code=granted&state=" + state);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Unlimited.class, SameNameTests.Account.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		Phonebook phones() {
			return (user) -> List
				.of(new PhoneNumber((user.getPrincipal() instanceof OAuth2User) ? "+13125550111" : "+13125550122"));
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_LOCAL"));
		}

		@Bean
		InMemoryClientRegistrationRepository clients() {
			return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("fake")
				.clientId("bank")
				.clientSecret("secret")
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
				.authorizationUri("http://provider.test/authorize")
				.tokenUri("http://provider.test/token")
				.userInfoUri("http://provider.test/user")
				.userNameAttributeName("sub")
				.build());
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			return http.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.oauth2Login((login) -> login
					.tokenEndpoint((token) -> token
						.accessTokenResponseClient((grant) -> OAuth2AccessTokenResponse.withToken("t")
							.tokenType(TokenType.BEARER)
							.expiresIn(60)
							.build()))
					.userInfoEndpoint((users) -> users
						.userService((request) -> new DefaultOAuth2User(AuthorityUtils.createAuthorityList("ROLE_USER"),
								Map.of("sub", "alice"), "sub"))))
				.build();
		}

	}

	@RestController
	static class Account {

		@GetMapping("/account")
		String show(Authentication user) {
			return user.getClass().getSimpleName() + " of " + user.getName() + user.getAuthorities();
		}

	}

}
