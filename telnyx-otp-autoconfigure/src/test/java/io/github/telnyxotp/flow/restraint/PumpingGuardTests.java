package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.pumping.PumpingAnswer;
import io.github.telnyxotp.limit.pumping.PumpingAnswer.Finding;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.store.InMemoryTallyStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PumpingGuardTests {

	private static final Owner ANNA = new Owner("anna", Purpose.LOGIN);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-20T12:00:00Z"));

	private PumpingGuard guard(Mode mode, PumpingRule... rules) {
		PumpingPolicy usual = PumpingPolicy.USUAL;
		Map<PumpingRule, Mode> modes = new EnumMap<>(PumpingRule.class);
		for (PumpingRule rule : PumpingRule.values()) {
			modes.put(rule, Arrays.asList(rules).contains(rule) ? mode : Mode.OFF);
		}
		return new PumpingGuard(
				new PumpingRules(new PumpingPolicy(modes, usual.country(), usual.prefix(), usual.network(),
						usual.sequence(), usual.spread(), usual.conversion()), KeyedHash.random()),
				new InMemoryTallyStore(this.clock, 10_000));
	}

	@Test
	@DisplayName("SEC-19 20 adjacent numbers in 5 minutes from 20 networks are noticed, and end after 5 when enforced")
	void adjacentNumbersAreNoticed() {
		PumpingGuard recording = guard(Mode.RECORD_ONLY, PumpingRule.values());
		PumpingGuard enforcing = guard(Mode.ENFORCE, PumpingRule.values());
		int noticed = 0;
		int passed = 0;
		for (int each = 0; each < 20; each++) {
			Traffic traffic = traffic(3125550100L + each, "US", "192.0.2." + each);
			PumpingAnswer recorded = recording.send(traffic, Channel.SMS);
			assertThat(recorded.refusal()).isEmpty();
			noticed += recorded.findings().stream().anyMatch((one) -> one.rule() == PumpingRule.SEQUENCE) ? 1 : 0;
			passed += enforcing.send(traffic, Channel.SMS).refusal().isEmpty() ? 1 : 0;
			this.clock.forward(Duration.ofSeconds(15));
		}
		assertThat(noticed).isEqualTo(16);
		assertThat(passed).isEqualTo(5);
	}

	@Test
	@DisplayName("SEC-19 40 sent and 5 verified in a country brake when enforced, and only then")
	void lowConversionBrakes() {
		for (Mode mode : List.of(Mode.ENFORCE, Mode.RECORD_ONLY)) {
			PumpingGuard guard = guard(mode, PumpingRule.COUNTRY);
			int refused = 0;
			PumpingAnswer last = null;
			for (int each = 0; each < 40; each++) {
				Traffic traffic = traffic(3120000000L + each * 77_777L, "US", "192.0.2." + each);
				last = guard.send(traffic, Channel.SMS);
				refused += last.refusal().isPresent() ? 1 : 0;
				if (each < 5) {
					guard.verified(traffic, List.of(new SentMessage(Channel.SMS, last.at())));
				}
				this.clock.forward(Duration.ofMinutes(10));
			}
			assertThat(refused).isEqualTo((mode == Mode.ENFORCE) ? 15 : 0);
			assertThat(last.findings()).singleElement().satisfies((finding) -> {
				assertThat(finding.rule()).isEqualTo(PumpingRule.COUNTRY);
				assertThat(finding.onlyRecorded()).isEqualTo(mode == Mode.RECORD_ONLY);
				assertThat(finding.retryAfter()).isPositive();
			});
			this.clock.forward(Duration.ofDays(2));
		}
	}

	@Test
	@DisplayName("SEC-19 what certainly never left counts in no rule, and says nothing about conversion")
	void whatNeverLeftCountsNowhere() {
		PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.values());
		for (int each = 0; each < 100; each++) {
			PumpingAnswer answer = guard.send(traffic(3125550100L + each, "US", "192.0.2.1"), Channel.SMS);
			assertThat(answer.findings()).isEmpty();
			guard.neverLeft(answer.counted());
		}
		this.clock.forward(Duration.ofMinutes(30));
		assertThat(guard.send(traffic(3125550100L, "US", "192.0.2.1"), Channel.SMS).alarms()).isEmpty();
	}

	@Test
	@DisplayName("SEC-16 what one rule refuses counts in none")
	void refusedCountsNowhere() {
		PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.NETWORK, PumpingRule.COUNTRY, PumpingRule.SPREAD,
				PumpingRule.SEQUENCE, PumpingRule.PREFIX);
		for (int each = 0; each < 500; each++) {
			guard.send(traffic(3120000000L + each * 77_777L, (each < 5) ? "US" : "DE", "192.0.2.1"), Channel.SMS);
		}
		for (int each = 0; each < 5; each++) {
			assertThat(
					guard.send(traffic(3130000000L + each * 10, "DE", "192.0.2." + (2 + each)), Channel.SMS).findings())
				.isEmpty();
		}
	}

	@Test
	void verifiedIsClearedFromEveryRule() {
		PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.values());
		for (int each = 0; each < 200; each++) {
			Traffic traffic = traffic(3120000000L + each, "C" + each % 50, "192.0.2.1");
			PumpingAnswer answer = guard.send(traffic, Channel.SMS);
			assertThat(answer.findings()).isEmpty();
			assertThat(guard.verified(traffic, List.of(new SentMessage(Channel.SMS, answer.at())))).isEmpty();
		}
	}

	@Test
	void alarmIsToldOnceForEachChannel() {
		PumpingGuard guard = guard(Mode.RECORD_ONLY, PumpingRule.CONVERSION);
		int alarms = 0;
		for (int each = 0; each < 60; each++) {
			Channel channel = (each % 2 == 0) ? Channel.SMS : Channel.CALL;
			alarms += guard.send(traffic(3120000000L + each, "US", "192.0.2.1"), channel).alarms().size();
			this.clock.forward(Duration.ofMinutes(1));
		}
		assertThat(alarms).isEqualTo(2);
	}

	@Test
	void withoutANetworkItsRulesAreNotAsked() {
		PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.NETWORK, PumpingRule.SPREAD);
		for (int each = 0; each < 50; each++) {
			Traffic traffic = new Traffic(ANNA, new PhoneNumber("+3125550100"), "C" + each, Origin.NONE);
			assertThat(guard.send(traffic, Channel.SMS).findings()).isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-31 what is told names neither number nor network, and the longest wait comes first")
	void whatIsToldIsNotPersonal() {
		PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.values());
		PumpingAnswer answer = null;
		for (int each = 0; each < 6; each++) {
			answer = guard.send(traffic(3125550100L, "US", "192.0.2.77"), Channel.SMS);
		}
		assertThat(answer.refusal()).map(Finding::country).contains("US");
		assertThat(answer.toString()).doesNotContain("312555", "192.0.2", "anna");
		assertThat(answer.findings()).extracting(Finding::rule)
			.containsExactly(PumpingRule.PREFIX, PumpingRule.NETWORK);
		assertThat(answer.alarms()).isEmpty();
	}

	@Test
	@DisplayName("SEC-16 of 100 at once no more pass than may, and none is lost")
	void raceLetsNoMorePass() throws Exception {
		try (Race race = new Race()) {
			for (int round = 0; round < 20; round++) {
				PumpingGuard guard = guard(Mode.ENFORCE, PumpingRule.COUNTRY);
				List<Boolean> passed = race.run(100,
						(each) -> () -> guard.send(traffic(3120000000L + each, "US", "192.0.2.1"), Channel.SMS)
							.refusal()
							.isEmpty());
				assertThat(passed).filteredOn((one) -> one).hasSize(10);
			}
		}
	}

	private static Traffic traffic(long number, String country, String network) {
		Origin origin = new Origin(new ClientNetwork(network, "192.0.2.0/24"), null);
		return new Traffic(ANNA, new PhoneNumber("+1" + number), country, origin);
	}

}
