package io.github.telnyxotp.web;

import java.util.List;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.SignedUpAccounts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SecondFactorStartTests {

	private final OtpSecondFactor accounts = new OtpSecondFactor(Mockito.mock(OtpFlow.class), (user) -> List
		.of(new PhoneNumber((user.getPrincipal() instanceof String) ? "+13125550101" : "+13125550102")));

	private final SecondFactorStart start = new SecondFactorStart(this.accounts,
			new ClientNetworks(List.of(), ClientNetworks.Header.X_FORWARDED_FOR),
			new DeviceDoor(null, "", this.accounts), new SignedUpAccounts(null), null);

	@Test
	@DisplayName("SEC-35 a login that nobody was told of is refused on top of a namesake")
	void namesakeIsRefused() {
		assertThatExceptionOfType(SessionAuthenticationException.class)
			.isThrownBy(() -> signIn(user((AuthenticatedPrincipal) () -> "alice")));
		assertThatCode(() -> signIn(user("here"))).doesNotThrowAnyException();
	}

	@Test
	@DisplayName("SEC-37 a device that was recognised counts until the next login, whatever login that is")
	void recognitionEndsWithTheNextLogin() {
		Asked login = new Asked("POST", "/login");
		login.session().put("io.github.telnyxotp.DEVICE", "0 alice");
		assertThat(DeviceDoor.recognised(login.session(), user("here"))).isPresent();
		this.start.begin(login, user("here"));
		assertThat(DeviceDoor.recognised(login.session(), user("here"))).isEmpty();
	}

	private void signIn(Authentication user) {
		this.start.begin(new Asked("POST", "/login").by(user("here")), user);
	}

	/** What a provider says has another phone than an account here. */
	private static Authentication user(Object principal) {
		TestingAuthenticationToken user = new TestingAuthenticationToken(principal, "", "ROLE_USER") {

			@Override
			public String getName() {
				return "alice";
			}

		};
		return user;
	}

}
