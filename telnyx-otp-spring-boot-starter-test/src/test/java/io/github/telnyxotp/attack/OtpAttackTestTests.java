package io.github.telnyxotp.attack;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.simulator.WithTelnyxSimulator;
import io.github.telnyxotp.test.NoLeaks;
import io.github.telnyxotp.test.SettableClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Attackers against a real application that uses the starter.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.alice=+15550100001",
				"telnyx.otp.phone.numbers.bob=+15550100002", "telnyx.otp.webhook.path=/telnyx/webhooks/verify" })
@WithTelnyxSimulator
@NoLeaks
class OtpAttackTestTests {

	private static final Account ALICE = new Account("alice", "wonderland", "+15550100001");

	private static final Account BOB = new Account("bob", "builder", "+15550100002");

	@OtpAttackTest(attackers = { Attacker.REPLAYER, Attacker.ENUMERATOR, Attacker.WEBHOOK_FORGER })
	@DisplayName("SEC-10 SEC-26 SEC-41 no code counts twice, no webhook is forged, nobody is told from a stranger")
	void theApplicationWithstandsThem(AttackKit kit) {
		AttackReport report = prepared(kit).run();
		assertThat(report.results()).extracting(AttackResult::attacker)
			.containsExactly(Attacker.REPLAYER, Attacker.ENUMERATOR, Attacker.WEBHOOK_FORGER);
		assertThat(report.results()).allSatisfy((result) -> {
			assertThat(result.notes()).isEmpty();
			assertThat(result.users()).isEqualTo(new AttackResult.Users(1, 1));
		});
	}

	@OtpAttackTest(maxMessages = 0, findingsAllowed = true)
	void theDemandsOfTheAnnotationAreMade(AttackKit kit) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> prepared(kit).effort(1, Duration.ofSeconds(10)).run(Attacker.SEQUENTIAL_PUMPER))
			.withMessageContaining("Demanded: at most 0 messages. Not so with: sequential pumper.")
			.withMessageNotContaining(BOB.phone())
			.withMessageNotContaining(BOB.password());
	}

	@Test
	void eachDemandIsRead() throws NoSuchMethodException {
		OtpAttackTest test = OtpAttackTestTests.class.getDeclaredMethod("strict", AttackKit.class)
			.getAnnotation(OtpAttackTest.class);
		AttackResult good = result(0, 0, 0, 1, List.of());
		assertThatNoException().isThrownBy(() -> demand(test, good));
		for (AttackResult bad : List.of(result(2, 0, 0, 1, List.of()), result(0, 1, 0, 1, List.of()),
				result(0, 0, 1, 1, List.of()), result(0, 0, 0, 0, List.of()), result(0, 0, 0, 1, List.of("this")))) {
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> demand(test, bad));
		}
	}

	@OtpAttackTest(maxMessages = 1, maxSpend = "0.04", guessProbabilityBelow = 1e-9, realUsersSignedIn = 1)
	void strict(AttackKit kit) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> OtpAttackExtension.requireUse(false))
			.withMessageContaining("proves nothing");
		prepared(kit).effort(1, Duration.ofSeconds(10)).run(Attacker.WEBHOOK_FORGER);
	}

	private static void demand(OtpAttackTest test, AttackResult result) {
		OtpAttackExtension.demand(test, new AttackReport(List.of(result), 1));
	}

	private static AttackResult result(long messages, int opened, double probability, int signedIn,
			List<String> findings) {
		return new AttackResult(Attacker.REPLAYER, Map.of(new Destination("sms", "US"), messages), BigDecimal.ZERO,
				opened, 0, probability, new AttackResult.Users(1, signedIn),
				new AttackResult.Traffic(1, 0, Duration.ZERO), findings, List.of());
	}

	private static AttackKit prepared(AttackKit kit) {
		return kit.entrance(Entrance.password(BOB)).users(ALICE).effort(21, Duration.ofSeconds(30));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Bank {

		@Bean
		SettableClock clock() {
			return SettableClock.at(Instant.parse("2026-03-01T10:15:30Z"));
		}

		@Bean
		UserDetailsService customers() {
			return new InMemoryUserDetailsManager(customer(ALICE), customer(BOB));
		}

		private static UserDetails customer(Account account) {
			return User.withUsername(account.name()).password("{noop}" + account.password()).roles("CUSTOMER").build();
		}

	}

}
