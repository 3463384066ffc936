package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.OtpEvents;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

class OtpEnrolmentTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final PhoneNumber ONE = new PhoneNumber("+13125550101");

	private static final PhoneNumber TWO = new PhoneNumber("+13125550102");

	private static final Authentication ALONE = PhoneFactor.addTo(
			new OtpAuthentication(User.withUsername("alice").password("").roles("USER").build(), null),
			new PhoneFactor.Proof(Set.of(), null, false), NOON);

	@Test
	@DisplayName("SEC-40 where logins have two factors the phone alone changes no number, and the other one is asked for")
	void phoneAloneChangesNoNumber() {
		assertThat(enrolment(true).authorize(ALONE, List.of(ONE))).satisfies(OtpEnrolmentTests::leadsToTheLogin);
		assertThat(enrolment(true).authorize(ALONE, List.of())).satisfies(OtpEnrolmentTests::leadsToTheLogin);
		GrantedAuthority password = FactorGrantedAuthority.withAuthority("FACTOR_PASSWORD").issuedAt(NOON).build();
		Authentication both = ALONE.toBuilder().authorities((all) -> all.add(password)).build();
		assertThat(enrolment(true).authorize(both, List.of(ONE)).isGranted()).isTrue();
	}

	@Test
	void whereThePhoneIsTheWholeLoginItIsEnough() {
		assertThat(enrolment(false).authorize(ALONE, List.of(ONE)).isGranted()).isTrue();
	}

	@Test
	@DisplayName("SEC-24 the phones of an account are the same in whatever order a source names them")
	void orderOfPhonesDoesNotCount() {
		OtpEnrolment enrolment = enrolment(true);
		assertThat(enrolment.context(ALONE, List.of(ONE, TWO), null).replaces())
			.isEqualTo(enrolment.context(ALONE, List.of(TWO, ONE), null).replaces())
			.isNotEqualTo(enrolment.context(ALONE, List.of(ONE), null).replaces());
	}

	private static void leadsToTheLogin(AuthorizationResult result) {
		assertThat(result).isInstanceOfSatisfying(FactorAuthorizationDecision.class,
				(decision) -> assertThat(decision.getFactorErrors()).singleElement()
					.satisfies((error) -> assertThat(error.getRequiredFactor().getAuthority())
						.isEqualTo(PhoneFactor.ANOTHER)));
	}

	private static OtpEnrolment enrolment(boolean twoFactors) {
		return new OtpEnrolment(new OtpSecondFactor(Mockito.mock(OtpFlow.class), (user) -> List.of()),
				Mockito.mock(PhoneNumberEnrolment.class), KeyedHash.of("0123456789abcdef0123456789abcdef"),
				Mockito.mock(OtpEvents.class), Duration.ofMinutes(15), twoFactors, InstantSource.fixed(NOON));
	}

}
