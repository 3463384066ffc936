package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store beside a limiter so simple that it is right: a leaking bucket for each key,
 * all of them kept for ever.
 */
class LimitModelTests {

	private static final int LIMIT = 5;

	private static final long WINDOW = 60_000;

	private static final Limit FIVE = new Limit("five", Action.SEND, StandardKey.PHONE, LIMIT,
			Duration.ofMillis(WINDOW), Mode.ENFORCE);

	@Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-16 no sequence is granted more than the model grants")
	void noSequenceIsGrantedMoreThanTheModelGrants(@ForAll("forward") List<Step> steps) {
		assertThat(compare(steps)).as("and no less either").isEqualTo(0);
	}

	@Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-54 no sequence with a clock that steps back is granted more than the model grants")
	void noSequenceWithAClockThatStepsBackIsGrantedMore(@ForAll("anyway") List<Step> steps) {
		assertThat(compare(steps)).as("and no less either").isEqualTo(0);
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

	/** Returns how many the store refused that the model grants. */
	private static int compare(List<Step> steps) {
		TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));
		LimitStore store = new InMemoryLimitStore(clock, 10);
		Map<Integer, Model> models = new HashMap<>();
		int strict = 0;
		long latest = clock.millis();
		for (Step step : steps) {
			clock.forward(Duration.ofMillis(step.move()));
			boolean granted = store.take(List.of(new Charge(FIVE, "k" + step.key())),
					step.cost()) instanceof Decision.Granted;
			latest = Math.max(latest, clock.millis());
			Model model = models.computeIfAbsent(step.key(), (key) -> new Model());
			boolean expected = model.grants(latest, step.cost());
			assertThat(!granted || expected).as("the model agrees to what is granted").isTrue();
			if (granted) {
				model.level += step.cost();
			}
			strict += (expected && !granted) ? 1 : 0;
		}
		return strict;
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

	/** The reference. It is told the latest time that there was. */
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
