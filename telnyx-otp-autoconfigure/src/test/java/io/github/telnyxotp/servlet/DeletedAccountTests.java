package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Accounts that are gone when the code arrives, beside people of a directory whom the
 * accounts of the bank never knew.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, DeletedAccountTests.Directory.class, VisitTests.Accounts.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true",
		"telnyx.otp.login.pace=20ms", "telnyx.otp.step-up.rules[0].pattern=/pay" })
class DeletedAccountTests extends VisitTests {

	@AfterEach
	void restore() {
		if (!this.users.userExists("alice")) {
			this.users.createUser(Bank.user("alice", "GROUP_USER"));
		}
	}

	@Test
	@DisplayName("SEC-40 an account that is deleted between the steps is refused")
	void deletedUserIsRefusedEvenWithTheRightCode() {
		Browser browser = half("alice");
		this.users.deleteUser("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-40 an account that is deleted while somebody is signed in proves nothing afresh")
	void deletedUserStepsUpNoMore() {
		Browser browser = whole("alice");
		this.clock.move(Duration.ofMinutes(6));
		assertThat(Browser.location(browser.get("/pay"))).startsWith(PAGE);
		browser.submit(PAGE, SEND);
		this.users.deleteUser("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(Browser.location(browser.get("/pay"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-40 an account that is deleted after a sign-in by phone proves nothing afresh")
	void deletedUserWhoSignedInByPhoneStepsUpNoMore() {
		Browser browser = browser();
		ask(browser, phone());
		submit(browser, FakeTelnyx.RIGHT);
		browser.submit(PAGE, SEND);
		this.users.deleteUser("alice");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
	}

	@Test
	@DisplayName("SEC-40 who comes from a directory passes, though the accounts of the bank never knew the name")
	void personOfTheDirectoryPasses() {
		this.phones.change("dina");
		HttpResponse<String> account = whole("dina").get("/account");
		assertThat(account.body()).startsWith("treasure of dina").contains("FACTOR_PHONE_OTP");
	}

	@Test
	@DisplayName("SEC-40 a login of the directory is not taken for that of an account which was here before it")
	void eachSignInIsJudgedAnew() {
		this.phones.change("dina");
		this.users.createUser(Bank.user("dina", "GROUP_USER"));
		Browser browser = half("dina");
		this.users.deleteUser("dina");
		String token = Browser.token(browser.open("/login"));
		browser.post("/login", token, "username", "dina", "password", "directory");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).doesNotContain("error");
	}

	/** Vouches for dina with an account of the same kind as those of the bank. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Directory {

		@Bean
		AuthenticationProvider everybody(UserDetailsService users) {
			DaoAuthenticationProvider bank = new DaoAuthenticationProvider(users);
			return new AuthenticationProvider() {

				@Override
				public Authentication authenticate(Authentication login) {
					if (!login.getName().equals("dina")) {
						return Objects.requireNonNull(bank.authenticate(login));
					}
					UserDetails dina = Bank.user("dina", "GROUP_USER");
					return UsernamePasswordAuthenticationToken.authenticated(dina, null, dina.getAuthorities());
				}

				@Override
				public boolean supports(Class<?> type) {
					return bank.supports(type);
				}

			};
		}

	}

}
