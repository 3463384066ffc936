package io.github.telnyxotp.sample;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.telnyxotp.attack.Account;
import io.github.telnyxotp.attack.AttackKit;
import io.github.telnyxotp.attack.AttackReport;
import io.github.telnyxotp.attack.AttackResult;
import io.github.telnyxotp.attack.Attacker;
import io.github.telnyxotp.attack.Entrance;
import io.github.telnyxotp.attack.OtpAttackTest;
import io.github.telnyxotp.simulator.Outcome;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * All attackers against the bank with the limits of the starter, not the wider ones of
 * the demo. The tables lie in {@code target/attacks}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0", "telnyx.otp.login.pace=50ms" })
@NoLeaks
@Import(UsualLimits.class)
class AttackTests {

	private static final List<Account> USERS = IntStream.range(0, 5).mapToObj((index) -> account(10 + index)).toList();

	/** Enough to reach every limit; the table in the documents is made with more. */
	private static final int ROUNDS = Integer.getInteger("attack.rounds", 30);

	private static final Duration MOST = Duration.ofMinutes(3);

	/** Encoded: one in clear is compared faster than that of a stranger. */
	private static final String PASSWORD = PasswordEncoderFactories.createDelegatingPasswordEncoder()
		.encode("wonderland");

	private static final Path TABLES = Path.of("target", "attacks");

	@LocalServerPort
	private int port;

	@Autowired
	private TelnyxSimulator simulator;

	@Autowired
	private UserDetailsService customers;

	@DynamicPropertySource
	static void phones(DynamicPropertyRegistry properties) {
		everybody().forEach((account) -> properties.add("telnyx.otp.phone.numbers." + account.name(), account::phone));
	}

	@BeforeEach
	void open() {
		this.simulator.webhookUrl(URI.create("http://localhost:" + this.port + "/telnyx/webhooks/verify"));
		InMemoryUserDetailsManager manager = (InMemoryUserDetailsManager) this.customers;
		everybody().filter((account) -> !manager.userExists(account.name()))
			.forEach((account) -> manager
				.createUser(User.withUsername(account.name()).password(PASSWORD).roles("CUSTOMER").build()));
	}

	@OtpAttackTest
	@DisplayName("SEC-14 SEC-15 SEC-18 who knows a password gets little, and real users get in")
	void whoKnowsAPasswordGetsLittle(AttackKit kit) throws IOException {
		attack("password", 20, (victim) -> kit.entrance(Entrance.password(victim)));
	}

	@OtpAttackTest
	@DisplayName("SEC-14 SEC-15 SEC-18 SEC-26 who knows a number gets little, and real users get in")
	void whoKnowsANumberGetsLittle(AttackKit kit) throws IOException {
		attack("phone", 30, (victim) -> kit.entrance(Entrance.phone(victim)));
	}

	/** Each attacker has a victim of his own, since wrong codes add up. */
	private void attack(String entrance, int firstVictim, Function<Account, AttackKit> kits) throws IOException {
		List<AttackResult> results = new ArrayList<>();
		for (Attacker attacker : Attacker.values()) {
			Account victim = account(firstVictim + attacker.ordinal());
			this.simulator.phone(victim.phone()).whatsapp(Outcome.FAIL);
			results.addAll(kits.apply(victim)
				.users(USERS.toArray(Account[]::new))
				.effort(ROUNDS, MOST)
				.run(attacker)
				.results());
		}
		String table = new AttackReport(results, 1).toMarkdown();
		System.out.println("Entrance: " + entrance + "\n\n" + table + "\n");
		Files.createDirectories(TABLES);
		Files.writeString(TABLES.resolve(entrance + ".md"), table + "\n");
	}

	private static Stream<Account> everybody() {
		return IntStream.range(10, 40).mapToObj(AttackTests::account);
	}

	/** Numbers far enough from each other. */
	private static Account account(int number) {
		return new Account("customer" + number, "wonderland", "+1555010" + (1000 + 7 * number));
	}

}
