package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executor;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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
import org.springframework.security.saml2.provider.service.authentication.AbstractSaml2AuthenticationRequest;
import org.springframework.security.saml2.provider.service.authentication.Saml2AssertionAuthentication;
import org.springframework.security.saml2.provider.service.authentication.Saml2AuthenticationToken;
import org.springframework.security.saml2.provider.service.authentication.Saml2ResponseAssertion;
import org.springframework.security.saml2.provider.service.registration.InMemoryRelyingPartyRegistrationRepository;
import org.springframework.security.saml2.provider.service.registration.RelyingPartyRegistration;
import org.springframework.security.saml2.provider.service.web.authentication.Saml2AuthenticationRequestResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who come from a SAML provider: Spring Security's own {@code saml2Login()},
 * filter and token. Only the reading of the signed answer is made up, as that is
 * OpenSAML's: whoever comes back is whom the answer names.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "telnyx.otp.second-factor.enabled=true")
class SamlFirstFactorTests {

	private static final String PAGE = "/login/otp";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
	}

	@Test
	@DisplayName("SEC-33 a SAML login opens nothing before the code, and keeps its token, principal and assertion with it")
	void loginByAProviderKeepsItsTokenAndGainsTheFactor() {
		Browser browser = new Browser(this.port);
		browser.get("/account");
		assertThat(Browser.location(comeBack(browser))).startsWith("/account");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		HttpResponse<String> account = browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT));
		assertThat(account.uri().getPath()).isEqualTo("/account");
		assertThat(account.body()).startsWith("Saml2AssertionAuthentication of alice from provider, asserted alice [")
			.contains("FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP")
			.contains("ROLE_USER");
	}

	@Test
	void wrongCodeKeepsTheLoginByTheProvider() {
		Browser browser = new Browser(this.port);
		comeBack(browser);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.WRONG);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT)).statusCode()).isLessThan(500);
		assertThat(browser.get("/account").body()).contains("FACTOR_PHONE_OTP");
	}

	@Test
	void providerAgainKeepsTheCodeFactorAndSendsNothing() {
		Browser browser = new Browser(this.port);
		comeBack(browser);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		comeBack(browser);
		assertThat(browser.get("/account").body()).contains("FACTOR_PHONE_OTP");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	private static HttpResponse<String> comeBack(Browser browser) {
		return browser.post("/login/saml2/sso/provider", "", "SAMLResponse", "alice");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Phones.class, SamlFirstFactorTests.Account.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			RelyingPartyRegistration provider = RelyingPartyRegistration.withRegistrationId("provider")
				.entityId("bank")
				.assertingPartyMetadata((party) -> party.entityId("provider")
					.wantAuthnRequestsSigned(false)
					.singleSignOnServiceLocation("http://127.0.0.1/never"))
				.build();
			return http.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.saml2Login((saml) -> saml
					.relyingPartyRegistrationRepository(new InMemoryRelyingPartyRegistrationRepository(provider))
					.authenticationRequestResolver(new NeverAsked())
					.authenticationConverter((request) -> (request.getParameter("SAMLResponse") != null)
							? new Saml2AuthenticationToken(provider, request.getParameter("SAMLResponse")) : null)
					.authenticationManager(SamlFirstFactorTests::assertedBy))
				.build();
		}

	}

	private static Authentication assertedBy(Authentication answer) {
		String name = ((Saml2AuthenticationToken) answer).getSaml2Response();
		Saml2ResponseAssertion assertion = Saml2ResponseAssertion.withResponseValue(name).nameId(name).build();
		return new Saml2AssertionAuthentication(name, assertion, AuthorityUtils.createAuthorityList("ROLE_USER"),
				"provider");
	}

	/** No request is one for the provider: the login starts there. */
	private static final class NeverAsked implements Saml2AuthenticationRequestResolver {

		@Override
		public <T extends AbstractSaml2AuthenticationRequest> T resolve(HttpServletRequest request) {
			return null;
		}

	}

	@RestController
	static class Account {

		@GetMapping("/account")
		String show(Authentication user) {
			Saml2AssertionAuthentication saml = (Saml2AssertionAuthentication) user;
			List<String> authorities = user.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.sorted()
				.toList();
			return saml.getClass().getSimpleName() + " of " + saml.getName() + " from "
					+ saml.getRelyingPartyRegistrationId() + ", asserted " + saml.getCredentials().getNameId() + " "
					+ authorities;
		}

	}

}
