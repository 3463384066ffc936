package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executor;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.webhook.Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Boot's default user and chain, and not a line about security. The
 * webhook is on.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.api-key=KEY-test",
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001",
				"telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.user=+15550100001",
				"telnyx.otp.webhook.public-keys=" + Signer.PUBLIC_KEY, "spring.security.user.password=secret" })
class ZeroCodeLoginTests {

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
	}

	@Test
	void passwordThenCodeLeadsToThePageFirstAskedFor() {
		Browser browser = new Browser(this.port);
		HttpResponse<String> login = browser.open("/account");
		assertThat(login.uri().getPath()).isEqualTo("/login");
		HttpResponse<String> code = browser
			.follow(browser.post("/login", Browser.token(login), "username", "user", "password", "secret"));
		assertThat(code.uri().getPath()).isEqualTo("/login/otp");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP);
		HttpResponse<String> wrong = browser
			.follow(browser.post("/login/otp", Browser.token(code), "code", FakeTelnyx.WRONG));
		assertThat(wrong.uri()).hasToString("http://127.0.0.1:" + this.port + "/login/otp?error=wrong");
		HttpResponse<String> account = browser
			.follow(browser.post("/login/otp", Browser.token(wrong), "code", FakeTelnyx.RIGHT));
		assertThat(account.statusCode()).isEqualTo(200);
		assertThat(account.body()).isEqualTo("user [FACTOR_PASSWORD, FACTOR_PHONE_OTP, FACTOR_PHONE_OTP_WHATSAPP]");
	}

	@Test
	void defaultUserAndDefaultChainOfBootAreStillThere(@Autowired List<SecurityFilterChain> chains,
			@Autowired UserDetailsService users) {
		assertThat(chains).hasSize(1);
		assertThat(users.loadUserByUsername("user").isEnabled()).isTrue();
		assertThat(new Browser(this.port).open("/nowhere").uri().getPath()).isEqualTo("/login");
	}

	@Test
	void whoIsLockedOutIsToldSoInAnotherBrowserToo() {
		Browser first = new Browser(this.port);
		first.login("user", "secret");
		for (int each = 0; each < 5; each++) {
			first.submit("/login/otp", "/login/otp", "code", FakeTelnyx.WRONG);
		}
		Browser second = new Browser(this.port);
		second.login("user", "secret");
		HttpResponse<String> page = second.open("/login/otp");
		assertThat(page.body()).contains("data-state=\"locked\"").doesNotContain("name=\"code\"");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

		@Bean
		FakeTelnyx fakeTelnyx() {
			return new FakeTelnyx();
		}

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		AccountController accountController() {
			return new AccountController();
		}

	}

	@RestController
	static class AccountController {

		@GetMapping("/account")
		String account(Authentication user) {
			return user.getName() + " "
					+ user.getAuthorities().stream().map((each) -> each.getAuthority()).sorted().toList();
		}

	}

}
