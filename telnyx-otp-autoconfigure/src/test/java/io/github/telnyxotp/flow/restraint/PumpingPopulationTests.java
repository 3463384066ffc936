package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.pumping.PumpingAnswer;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.store.InMemoryTallyStore;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Honest people and attackers, with the usual numbers and every rule enforced. The first
 * day is what an operator does first: it only records.
 */
class PumpingPopulationTests {

	private static final Instant MIDNIGHT = Instant.parse("2026-01-05T00:00:00Z");

	private static final Owner SOMEBODY = new Owner("somebody", Purpose.LOGIN);

	@Property(tries = 25, shrinking = ShrinkingMode.OFF, seed = "20260105")
	@Label("SEC-19 people of whom 60 to 80 % submit their code are never refused in 14 days")
	void honestPeopleAreNeverRefused(@ForAll @IntRange(min = 5, max = 3000) int daily,
			@ForAll @IntRange(min = 60, max = 80) int conversion, @ForAll @IntRange(max = 1_000_000) int seed) {
		World world = new World(daily, conversion, seed);
		world.live(Duration.ofDays(1), false);
		world.live(Duration.ofDays(14), true);
		assertThat(world.honestRefused).as("of %s honest messages", world.honestSent).isZero();
	}

	@Test
	@DisplayName("SEC-19 a sequential pumper gets 5 messages of 1000 from one prefix")
	void sequentialPumper() {
		World world = new World(0, 70, 1);
		assertThat(world.attack(1000, Duration.ofSeconds(1), (each) -> traffic(6_000_000L + each, "SL", each)))
			.isEqualTo(5);
	}

	@Test
	@DisplayName("SEC-19 a pumper with a new address and a random prefix each time gets the floor of the country")
	void rotatingPumper() {
		World world = new World(0, 70, 1);
		Random random = new Random(7);
		assertThat(
				world.attack(5000, Duration.ofSeconds(17), (each) -> traffic(random.nextInt(100_000_000), "SL", each)))
			.isEqualTo(20);
	}

	@Test
	@DisplayName("SEC-19 a low and slow pumper, one message every ten minutes, gets the daily floor")
	void lowAndSlowPumper() {
		World world = new World(0, 70, 1);
		Random random = new Random(7);
		assertThat(world.attack(7 * 144, Duration.ofMinutes(10),
				(each) -> traffic(random.nextInt(100_000_000), "SL", each)))
			.isBetween(7 * 19, 8 * 20);
	}

	@Test
	@DisplayName("SEC-19 one address gets its hourly floor however many countries it asks for")
	void oneAddress() {
		World world = new World(0, 70, 1);
		assertThat(world.attack(1000, Duration.ofSeconds(3), (each) -> traffic(each * 77_777L, "C" + each % 100, 1)))
			.isEqualTo(5);
	}

	@Test
	@DisplayName("SEC-19 where people are, a rotating pumper gets what may fail on their best day")
	void rotatingPumperAmongPeople() {
		World world = new World(600, 70, 1);
		world.live(Duration.ofDays(7), false);
		Random random = new Random(7);
		int passed = world.attack(5000, Duration.ofSeconds(17),
				(each) -> traffic(random.nextInt(100_000_000), "US", 100_000 + each));
		assertThat(passed).isEqualTo(667);
	}

	private static Traffic traffic(long number, String country, int network) {
		String address = "10." + network / 65536 + "." + network / 256 % 256 + "." + network % 256;
		Origin origin = new Origin(new ClientNetwork(address, "10.0.0.0/24"), null);
		return new Traffic(SOMEBODY, new PhoneNumber("+1" + (2_000_000_000L + number)), country, origin);
	}

	/** Makes the message that an attacker wants. */
	private interface Attacker {

		Traffic wants(int each);

	}

	/** A code that will be submitted. */
	private record Submission(Instant at, Traffic traffic, SentMessage message) {
	}

	/** People, and their clock. */
	private static final class World {

		private final TestClock clock = new TestClock(MIDNIGHT);

		private final PriorityQueue<Submission> submissions = new PriorityQueue<>(
				(one, other) -> one.at().compareTo(other.at()));

		private final int daily;

		private final int conversion;

		private final Random random;

		private final PumpingGuard guard;

		private int honestSent;

		private int honestRefused;

		World(int daily, int conversion, int seed) {
			this.daily = daily;
			this.conversion = conversion;
			this.random = new Random(seed);
			PumpingPolicy usual = PumpingPolicy.USUAL;
			Map<PumpingRule, Mode> modes = new EnumMap<>(PumpingRule.class);
			for (PumpingRule rule : PumpingRule.values()) {
				modes.put(rule, Mode.ENFORCE);
			}
			PumpingPolicy enforced = new PumpingPolicy(modes, usual.country(), usual.prefix(), usual.network(),
					usual.sequence(), usual.spread(), usual.conversion());
			this.guard = new PumpingGuard(new PumpingRules(enforced, KeyedHash.random()),
					new InMemoryTallyStore(this.clock, 1_000_000));
		}

		/** Minute by minute, most at six in the evening, none at six in the morning. */
		void live(Duration time, boolean counted) {
			for (long minute = 0; minute < time.toMinutes(); minute++) {
				double day = (this.clock.instant().getEpochSecond() % 86_400) / 86_400.0;
				double expected = this.daily / 1440.0 * (1 + Math.sin(2 * Math.PI * (day - 0.5)));
				for (int each = poisson(expected); each > 0; each--) {
					person(counted);
				}
				this.clock.forward(Duration.ofMinutes(1));
				submit();
			}
		}

		int attack(int wanted, Duration pause, Attacker attacker) {
			int passed = 0;
			for (int each = 0; each < wanted; each++) {
				passed += this.guard.send(attacker.wants(each), Channel.SMS).refusal().isEmpty() ? 1 : 0;
				this.clock.forward(pause);
			}
			return passed;
		}

		private void person(boolean counted) {
			int who = this.random.nextInt(20_000);
			Traffic traffic = traffic(who * 4_999L, "US", who / 4);
			PumpingAnswer answer = this.guard.send(traffic, Channel.SMS);
			this.honestSent += counted ? 1 : 0;
			this.honestRefused += (counted && answer.refusal().isPresent()) ? 1 : 0;
			if (this.random.nextInt(100) < this.conversion) {
				Instant at = answer.at().plusSeconds(20 + this.random.nextInt(200));
				this.submissions.add(new Submission(at, traffic, new SentMessage(Channel.SMS, answer.at())));
			}
		}

		private void submit() {
			while (!this.submissions.isEmpty() && !this.submissions.peek().at().isAfter(this.clock.instant())) {
				Submission next = this.submissions.remove();
				this.guard.verified(next.traffic(), List.of(next.message()));
			}
		}

		private int poisson(double mean) {
			int count = -1;
			for (double left = 1, end = Math.exp(-mean); left > end; count++) {
				left *= this.random.nextDouble();
			}
			return count;
		}

	}

}
