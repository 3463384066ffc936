package io.github.telnyxotp.servlet;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * An OAuth2 provider whose answers are given by the application itself; redirects, state
 * and session are those of Spring Security.
 */
final class FakeProvider {

	private FakeProvider() {
	}

	static InMemoryClientRegistrationRepository clients() {
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

	static SecurityFilterChain chain(HttpSecurity http, Supplier<OAuth2User> person) {
		return http.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
			.oauth2Login((login) -> login.tokenEndpoint(
					(token) -> token.accessTokenResponseClient((grant) -> OAuth2AccessTokenResponse.withToken("t")
						.tokenType(TokenType.BEARER)
						.expiresIn(60)
						.build()))
				.userInfoEndpoint((users) -> users.userService((request) -> person.get())))
			.build();
	}

	static HttpResponse<String> comeBack(Browser browser) {
		browser.get("/account");
		URI provider = URI.create(Browser.location(browser.get("/oauth2/authorization/fake")));
		String state = UriComponentsBuilder.fromUri(provider).build().getQueryParams().getFirst("state");
		return browser.get("/login/oauth2/code/fake?code=granted&state=" + state);
	}

}
