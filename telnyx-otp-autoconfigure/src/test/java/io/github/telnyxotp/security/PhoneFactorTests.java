package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a remembered device is worth beside the other factors.
 */
class PhoneFactorTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Authentication ALICE = UsernamePasswordAuthenticationToken.authenticated("alice", null,
			List.of(new SimpleGrantedAuthority("ROLE_USER")));

	@Test
	void deviceIsAFactorWithItsTime() {
		Authentication remembered = PhoneFactor.remembered(ALICE, NOON);
		assertThat(remembered).isInstanceOf(UsernamePasswordAuthenticationToken.class);
		assertThat(PhoneFactor.isRemembered(remembered)).isTrue();
		assertThat(PhoneFactor.isHeldBy(remembered)).as("no proof of the phone").isFalse();
		assertThat(remembered.getAuthorities().stream().filter(FactorGrantedAuthority.class::isInstance))
			.singleElement()
			.isInstanceOfSatisfying(FactorGrantedAuthority.class,
					(factor) -> assertThat(factor.getIssuedAt()).isEqualTo(NOON));
	}

	@Test
	@DisplayName("SEC-35 an authority that merely has the name of the factor does not count")
	void nameAloneDoesNotCount() {
		assertThat(PhoneFactor.isRemembered(UsernamePasswordAuthenticationToken.authenticated("mallory", null,
				List.of(new SimpleGrantedAuthority(PhoneFactor.REMEMBERED_DEVICE)))))
			.isFalse();
	}

	@Test
	@DisplayName("SEC-36 a device beside the phone alone is no other factor")
	void deviceBesideThePhoneIsNoOtherFactor() {
		Authentication alone = PhoneFactor.addTo(
				new OtpAuthentication(User.withUsername("alice").password("").roles("USER").build(), null),
				new PhoneFactor.Proof(Set.of(), null, false), NOON);
		assertThat(PhoneFactor.isAllOf(PhoneFactor.remembered(alone, NOON))).isTrue();
	}

	@Test
	@DisplayName("SEC-40 with another phone all goes that the old one proved")
	void anotherPhoneTakesWhatTheOldOneProved() {
		Authentication old = PhoneFactor.addTo(ALICE, new PhoneFactor.Proof(Set.of(Channel.WHATSAPP), null, false),
				NOON);
		Authentication changed = PhoneFactor.addTo(old, new PhoneFactor.Proof(Set.of(Channel.SMS), null, true), NOON);
		assertThat(AuthorityUtils.authorityListToSet(changed.getAuthorities())).contains("FACTOR_PHONE_OTP_SMS")
			.doesNotContain("FACTOR_PHONE_OTP_WHATSAPP");
	}

	@Test
	@DisplayName("SEC-38 a recognised device takes no approval away, the next code does")
	void approvalStaysUntilTheNextCode() {
		ChallengeId challenge = ChallengeId.random();
		Authentication approved = PhoneFactor.addTo(ALICE, new PhoneFactor.Proof(Set.of(), challenge, false), NOON);
		assertThat(PhoneFactor.approval(PhoneFactor.remembered(approved, NOON))).isEqualTo(challenge);
		assertThat(
				PhoneFactor.approval(PhoneFactor.addTo(approved, new PhoneFactor.Proof(Set.of(), null, false), NOON)))
			.isNull();
	}

	@Test
	@DisplayName("SEC-37 a device meets a demand only where the demand says so, and in time")
	void deviceMeetsADemandThatSaysSo() {
		Authentication remembered = PhoneFactor.remembered(ALICE, NOON);
		StepUp lately = new StepUp(Duration.ofMinutes(5), Set.of(), true, null);
		assertThat(lately.isMet(remembered, NOON.plusSeconds(299))).isTrue();
		assertThat(lately.isMet(remembered, NOON.plusSeconds(300))).isFalse();
		assertThat(StepUp.ANY.isMet(remembered, NOON)).isFalse();
		assertThat(StepUp.ANY.pendingFor(remembered)).isEqualTo(StepUp.ANY);
		assertThat(StepUp.ANY.pendingFor(ALICE)).isNull();
	}

}
