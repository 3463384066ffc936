package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.BeforeEach;
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
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People whose provider says which phone they have, in an application that knows none.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "telnyx.otp.second-factor.enabled=true")
class ClaimedPhoneTests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Claims claims;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
	}

	@Test
	void codeGoesToTheNumberThatTheProviderHasVerified() {
		this.claims.set("+13125550142", true);
		Browser browser = new Browser(this.port);
		FakeProvider.comeBack(browser);
		assertThat(this.telnyx.sent).hasSize(1);
		HttpResponse<String> account = browser
			.follow(browser.submit("/login/otp", "/login/otp", "code", FakeTelnyx.RIGHT));
		assertThat(account.uri().getPath()).isEqualTo("/account");
		assertThat(this.telnyx.phones).containsExactly(new PhoneNumber("+13125550142"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "false", "\"true\"" })
	void numberThatTheProviderHasNotVerifiedGetsNoCodeAndLetsNobodyIn(String verified) {
		this.claims.set("+13125550142", verified.equals("false") ? false : "true");
		Browser browser = new Browser(this.port);
		FakeProvider.comeBack(browser);
		HttpResponse<String> page = browser.follow(browser.get("/account"));
		assertThat(page.uri().getPath()).isEqualTo("/login/otp");
		assertThat(page.body()).contains("No phone number on file");
		assertThat(this.telnyx.sent).isEmpty();
	}

	/**
	 * What the provider says.
	 */
	static final class Claims {

		private final AtomicReference<Map<String, Object>> claims = new AtomicReference<>();

		void set(String number, Object verified) {
			this.claims.set(Map.of("sub", "alice", "phone_number", number, "phone_number_verified", verified));
		}

		OAuth2User person() {
			Instant now = Instant.EPOCH;
			return new DefaultOidcUser(AuthorityUtils.createAuthorityList("ROLE_USER"),
					new OidcIdToken("t", now, now.plusSeconds(60), this.claims.get()));
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Claims.class, OAuth2FirstFactorTests.Account.class })
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
		SecurityFilterChain people(HttpSecurity http, Claims claims) {
			return FakeProvider.chain(http, claims::person);
		}

	}

}
