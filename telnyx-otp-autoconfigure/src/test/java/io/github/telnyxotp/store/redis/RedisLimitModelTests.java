package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.InMemoryLimitStore;
import io.github.telnyxotp.store.LimitStore;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeTry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store beside a limiter so simple that it is right, and beside the one in memory.
 */
class RedisLimitModelTests {

	private static final int LIMIT = 5;

	private static final long WINDOW = 60_000;

	private static final Limit FIVE = limit("five", LIMIT, WINDOW, Mode.ENFORCE);

	private static final Limit TWO = limit("two", 2, 7000, Mode.ENFORCE);

	private static final Limit TOLD = limit("told", 3, 20_000, Mode.RECORD_ONLY);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	@BeforeTry
	void clear() {
		LocalRedis.shared().clear();
	}

	@Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-16 no sequence is granted more than the model grants, and none less")
	void noSequenceIsGrantedMoreThanTheModelGrants(@ForAll("forward") List<Step> steps) {
		Map<Integer, Model> models = new HashMap<>();
		LimitStore store = store();
		for (Step step : steps) {
			this.clock.forward(Duration.ofMillis(step.move()));
			boolean granted = store.take(List.of(charge(FIVE, step)), step.cost()) instanceof Decision.Granted;
			Model model = models.computeIfAbsent(step.key(), (key) -> new Model());
			assertThat(granted).isEqualTo(model.grants(this.clock.millis(), step.cost()));
			model.level += granted ? step.cost() : 0;
		}
	}

	@Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-54 no sequence with a clock that steps back is granted more than the model grants")
	void noSequenceWithAClockThatStepsBackIsGrantedMore(@ForAll("anyway") List<Step> steps) {
		Map<Integer, Model> models = new HashMap<>();
		LimitStore store = store();
		long passed = 0;
		for (Step step : steps) {
			this.clock.forward(Duration.ofMillis(step.move()));
			// Only steps forward are time; those back are a fault of the clock
			passed += Math.max(step.move(), 0);
			boolean granted = store.take(List.of(charge(FIVE, step)), step.cost()) instanceof Decision.Granted;
			Model model = models.computeIfAbsent(step.key(), (key) -> new Model());
			assertThat(!granted || model.grants(passed, step.cost())).isTrue();
			model.level += granted ? step.cost() : 0;
		}
	}

	@Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-16 several limits at once decide as those in memory, and say the same")
	void severalLimitsDecideAsThoseInMemory(@ForAll("forward") List<Step> steps) {
		LimitStore memory = new InMemoryLimitStore(this.clock, 100);
		LimitStore store = store();
		for (Step step : steps) {
			this.clock.forward(Duration.ofMillis(step.move()));
			List<Charge> charges = List.of(charge(TOLD, step), charge(TWO, step), new Charge(FIVE, "all"));
			Decision expected = memory.take(charges, step.cost());
			assertThat(store.take(charges, step.cost())).isEqualTo(expected);
			if (step.move() % 4 == 0 && expected.equals(Decision.GRANTED)) {
				memory.giveBack(charges, step.cost());
				store.giveBack(charges, step.cost());
			}
		}
	}

	@Provide
	Arbitrary<List<Step>> forward() {
		return steps(0);
	}

	@Provide
	Arbitrary<List<Step>> anyway() {
		return steps(-3 * WINDOW);
	}

	private static Arbitrary<List<Step>> steps(long least) {
		Arbitrary<Long> moves = Arbitraries.frequencyOf(
				Tuple.of(3, Arbitraries.longs().between(Math.max(least, -20_000), 20_000)),
				Tuple.of(1, Arbitraries.longs().between(least, 3 * WINDOW)));
		return Combinators.combine(moves, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(1, 6))
			.as(Step::new)
			.list()
			.ofMaxSize(40);
	}

	private LimitStore store() {
		return new RedisLimitStore(
				new RedisScripts(LocalRedis.shared().connections(), RedisStores.prefix(), this.clock), 10);
	}

	private static Charge charge(Limit limit, Step step) {
		return new Charge(limit, "k" + step.key());
	}

	private static Limit limit(String name, int limit, long window, Mode mode) {
		return new Limit(name, Action.SEND, StandardKey.PHONE, limit, Duration.ofMillis(window), mode);
	}

	/**
	 * One request.
	 *
	 * @param move milliseconds by which the clock moves before it
	 * @param key whose counter
	 * @param cost how heavy
	 */
	record Step(long move, int key, int cost) {

	}

	/** The reference. */
	private static final class Model {

		private double level;

		private long last;

		boolean grants(long now, int cost) {
			this.level = Math.max(0, this.level - (double) (now - this.last) * LIMIT / WINDOW);
			this.last = now;
			return this.level + cost <= LIMIT + 1e-9;
		}

	}

}
