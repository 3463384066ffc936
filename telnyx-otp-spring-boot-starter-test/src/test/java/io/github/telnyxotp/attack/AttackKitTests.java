package io.github.telnyxotp.attack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.telnyxotp.simulator.Switch;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Attackers against a bank with chosen weaknesses: each weakness is found by the attacker
 * who looks for it, and a bank without weaknesses withstands all.
 */
class AttackKitTests {

	private static final Account[] USERS = { Account.ofPhone(ToyBank.ALICE), Account.ofPhone(ToyBank.CAROL) };

	private final TelnyxSimulator simulator = TelnyxSimulator.start(0, Duration.ZERO, InstantSource.system());

	@AfterEach
	void end() {
		this.simulator.close();
	}

	@ParameterizedTest
	@EnumSource(Attacker.class)
	void aBankWithoutWeaknessesWithstandsEveryAttacker(Attacker attacker) throws IOException {
		AttackReport report = attack(attacker);
		report.accountsOpened(0).maxMessages(3).maxSpend("0.40").guessProbabilityBelow(1e-4).nothingFound();
		report.realUsersSignedIn(1);
		assertThat(report.toMarkdown()).contains("| " + attacker.label() + " |", "Seed: 1");
	}

	@ParameterizedTest
	@EnumSource(value = Attacker.class, names = { "SEQUENTIAL_PUMPER", "ROTATING_PUMPER", "VOICE_PUMPER" })
	@DisplayName("SEC-19 a bank that sends to strangers fails the limits of messages and money")
	void pumpersPump(Attacker attacker) throws IOException {
		AttackReport report = attack(attacker, Weakness.STRANGERS_GET_MESSAGES, Weakness.NO_SEND_LIMIT);
		assertThat(report.results().get(0).messages().keySet()).extracting(Destination::country).containsOnly("US");
		fails(report, (pumped) -> pumped.maxMessages(20), "at most 20 messages");
		fails(report, (pumped) -> pumped.maxSpend("0.80"), "at most 0.80 spent");
	}

	@Test
	@DisplayName("SEC-17 a bank that believes the claimed address is pumped under many of them")
	void addressesRotate() throws IOException {
		fails(attack(Attacker.ROTATING_PUMPER, Weakness.STRANGERS_GET_MESSAGES, Weakness.TRUSTS_THE_CLAIMED_ADDRESS),
				(report) -> report.maxMessages(20), "rotating pumper");
	}

	@Test
	@DisplayName("SEC-14 a bank that limits by real addresses stops the pumper who has one")
	void oneAddressIsLimited() throws IOException {
		attack(Attacker.SEQUENTIAL_PUMPER, Weakness.STRANGERS_GET_MESSAGES).maxMessages(5);
	}

	@Test
	@DisplayName("SEC-17 real addresses of the loopback network rotate too")
	void realAddressesRotate() throws IOException {
		fails(attack(Attacker.ROTATING_PUMPER, Weakness.STRANGERS_GET_MESSAGES), (report) -> report.maxMessages(20),
				"rotating pumper");
	}

	@Test
	@DisplayName("SEC-14 a bank without a limit for a phone buries its customer")
	void theBomberBombs() throws IOException {
		AttackReport report = attack(Attacker.RESEND_BOMBER, Weakness.NO_SEND_LIMIT);
		assertThat(report.results().get(0).messages().keySet()).extracting(Destination::channel)
			.contains("sms", "call", "whatsapp");
		fails(report, (bombed) -> bombed.maxMessages(40), "resend bomber");
	}

	@Test
	@DisplayName("SEC-15 a bank that forgets wrong codes loses the lottery")
	void theGuesserGuesses() throws IOException {
		AttackReport report = attack(Attacker.DISTRIBUTED_GUESSER, Weakness.NO_GUESS_LIMIT, Weakness.NO_SEND_LIMIT);
		assertThat(report.results().get(0).wrongCodes()).isGreaterThan(100);
		fails(report, (guessed) -> guessed.guessProbabilityBelow(1e-4), "guess probability");
	}

	@Test
	@DisplayName("SEC-10 a bank that checks a used code again opens eight times")
	void theReplayerReplays() throws IOException {
		this.simulator.set(Switch.SECOND_CHECK_OF_ACCEPTED, "accepted");
		AttackReport report = attack(Attacker.REPLAYER, Weakness.CODES_COUNT_TWICE, Weakness.NO_GUESS_LIMIT);
		fails(report, (replayed) -> replayed.accountsOpened(0), "accounts opened");
		fails(report, AttackReport::nothingFound, "one code was accepted");
	}

	@Test
	@DisplayName("SEC-43 a bank that believes webhooks lets the forger in")
	void theForgerForges() throws IOException {
		AttackReport report = attack(Attacker.WEBHOOK_FORGER, Weakness.BELIEVES_WEBHOOKS);
		fails(report, (forged) -> forged.accountsOpened(0), "webhook forger");
		fails(report, AttackReport::nothingFound, "a webhook was taken in that is unsigned");
	}

	@ParameterizedTest
	@CsvSource({ "LEAKING_STATUS,status", "LEAKING_HEADER,headers", "LEAKING_COOKIE,cookies", "LEAKING_BODY,body",
			"LEAKING_TIME,time" })
	@DisplayName("SEC-26 SEC-28 a bank that tells customers from strangers is caught")
	void theEnumeratorEnumerates(Weakness weakness, String aspect) throws IOException {
		fails(attack(Attacker.ENUMERATOR, weakness), AttackReport::nothingFound,
				"customers and strangers differ in " + aspect);
	}

	@Test
	@DisplayName("SEC-18 a bank that locks everybody out fails its real users")
	void realUsersAreMissed() throws IOException {
		fails(attack(Attacker.SEQUENTIAL_PUMPER, Weakness.LOCKS_EVERYBODY_OUT),
				(report) -> report.realUsersSignedIn(0.99), "0 of 1");
	}

	@Test
	void theSlowPumperMovesTheClockThroughADay() throws IOException {
		long[] seconds = { 0 };
		try (ToyBank bank = new ToyBank(this.simulator, Weakness.STRANGERS_GET_MESSAGES)) {
			AttackReport report = kit(bank)
				.clock(InstantSource.system(), (duration) -> seconds[0] += duration.toSeconds())
				.effort(200, Duration.ofSeconds(60))
				.run(Attacker.SLOW_PUMPER);
			assertThat(seconds[0]).isEqualTo(Duration.ofDays(2).toSeconds());
			fails(report, (pumped) -> pumped.maxMessages(100), "slow pumper");
		}
	}

	@Test
	void theSameSeedMakesTheSameAttack() throws IOException {
		assertThat(wrongCodes(7)).isEqualTo(wrongCodes(7));
	}

	@Test
	void nothingIsAttackedWhenNoMessageReachesTheSimulator() throws IOException {
		try (ToyBank bank = new ToyBank(this.simulator)) {
			AttackKit kit = kit(bank).users(new Account("", "", "+15550109999"));
			assertThatIllegalStateException().isThrownBy(kit::run).withMessageContaining("Before any attack");
			assertThat(this.simulator.requestCounts()).isEmpty();
		}
	}

	@Test
	void attackersAndUsersDoNotShareAPhone() throws IOException {
		try (ToyBank bank = new ToyBank(this.simulator)) {
			AttackKit kit = kit(bank).users(Account.ofPhone(ToyBank.BOB));
			assertThatIllegalStateException().isThrownBy(kit::run).withMessageContaining("share");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com:80", "http://192.0.2.1:80", "http://localhost.example.com:80",
			"http://localhost@example.com:80", "https://localhost:8443", "http://127.0.0.2:80", "http://localhost" })
	void attackersStayOnThisMachine(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> AttackKit.against(URI.create(address), this.simulator))
			.withMessageContaining("this machine");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AttackKit.against(this.simulator.inboxUrl(), URI.create(address)));
	}

	@Test
	void attackersAreBoundedInNumberAndTime() {
		AttackKit kit = AttackKit.against(this.simulator.inboxUrl(), this.simulator);
		assertThatIllegalArgumentException().isThrownBy(() -> kit.effort(5001, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> kit.effort(0, Duration.ofSeconds(1)));
		assertThatIllegalArgumentException().isThrownBy(() -> kit.effort(1, Duration.ofMinutes(11)));
		assertThatIllegalArgumentException().isThrownBy(() -> kit.chance(3, 1));
	}

	@Test
	void whatIsCutShortIsSaid() throws IOException {
		try (ToyBank bank = new ToyBank(this.simulator)) {
			AttackReport report = kit(bank).effort(100, Duration.ZERO).run(Attacker.SEQUENTIAL_PUMPER);
			assertThat(report.toMarkdown()).contains("stopped by time after 0 of 100 rounds");
		}
	}

	private long wrongCodes(long seed) throws IOException {
		this.simulator.reset();
		try (ToyBank bank = new ToyBank(this.simulator, Weakness.NO_GUESS_LIMIT)) {
			AttackReport report = kit(bank).chance(6, seed).run(Attacker.DISTRIBUTED_GUESSER);
			return report.results().get(0).wrongCodes();
		}
	}

	private AttackReport attack(Attacker attacker, Weakness... weaknesses) throws IOException {
		try (ToyBank bank = new ToyBank(this.simulator, weaknesses)) {
			return kit(bank).run(attacker);
		}
	}

	private AttackKit kit(ToyBank bank) {
		return AttackKit.against(bank.address(), this.simulator)
			.entrance(Entrance.phone(Account.ofPhone(ToyBank.BOB)))
			.users(USERS)
			.effort(25, Duration.ofSeconds(30));
	}

	private static void fails(AttackReport report, Consumer<AttackReport> demand, String words) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> demand.accept(report))
			.withMessageContaining(words)
			.withMessageContaining("| attacker | messages |");
	}

}
