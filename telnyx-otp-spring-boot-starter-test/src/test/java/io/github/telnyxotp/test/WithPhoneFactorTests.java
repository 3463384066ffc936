package io.github.telnyxotp.test;

import java.time.Duration;
import java.time.Instant;

import io.github.telnyxotp.Channel;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who has proved to own a phone.
 */
class WithPhoneFactorTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

	private static Authentication user() {
		return SecurityContextHolder.getContext().getAuthentication();
	}

	private static Instant provedAt(String factor) {
		return user().getAuthorities()
			.stream()
			.filter((authority) -> factor.equals(authority.getAuthority()))
			.map((authority) -> ((FactorGrantedAuthority) authority).getIssuedAt())
			.findFirst()
			.orElseThrow();
	}

	static class Empty {

	}

	static class WithClock {

		@Bean
		SettableClock clock() {
			return SettableClock.at(NOW);
		}

	}

	@Nested
	@SpringJUnitConfig(Empty.class)
	class WithoutAClock {

		@Test
		@WithPhoneFactor
		void theUserHasBothFactorsAndTheirChannel() {
			assertThat(user().getName()).isEqualTo("user");
			assertThat(user().isAuthenticated()).isTrue();
			assertThat(user().getAuthorities()).extracting(GrantedAuthority::getAuthority)
				.containsExactlyInAnyOrder("ROLE_USER", "FACTOR_PASSWORD", "FACTOR_PHONE_OTP",
						"FACTOR_PHONE_OTP_WHATSAPP");
			assertThat(provedAt("FACTOR_PHONE_OTP")).isBetween(Instant.now().minusSeconds(60), Instant.now());
		}

		@Test
		@WithPhoneFactor(age = "PT4M")
		void aFreshFactorPassesSpringSecuritysRule() {
			assertThat(fresh()).isTrue();
		}

		@Test
		@WithPhoneFactor(age = "PT6M")
		void anOldFactorDoesNot() {
			assertThat(fresh()).isFalse();
		}

		private boolean fresh() {
			return AllRequiredFactorsAuthorizationManager.builder()
				.requireFactor((factor) -> factor.authority("FACTOR_PHONE_OTP").validDuration(Duration.ofMinutes(5)))
				.build()
				.authorize(WithPhoneFactorTests::user, new Object())
				.isGranted();
		}

	}

	@Nested
	@SpringJUnitConfig(WithClock.class)
	@WithPhoneFactor(username = "alice", roles = { "ADMIN", "AUDITOR" }, channel = Channel.SMS, age = "PT10M")
	class WithAClock {

		@Test
		void everythingCanBeChosen() {
			assertThat(user().getName()).isEqualTo("alice");
			assertThat(user().getAuthorities()).extracting(GrantedAuthority::getAuthority)
				.contains("ROLE_ADMIN", "ROLE_AUDITOR", "FACTOR_PHONE_OTP_SMS");
			assertThat(provedAt("FACTOR_PHONE_OTP")).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
		}

	}

}
