package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryFailureStore;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wrong codes in Redis beside those in memory.
 */
class RedisFailureModelTests {

	private static final FailureRules FOUR = new FailureRules(4, Duration.ofMinutes(10));

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	@BeforeTry
	void clear() {
		LocalRedis.shared().clear();
	}

	@Property(tries = 500, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-12 any sequence of steps ends as it does in memory")
	void anySequenceEndsAsInMemory(@ForAll("steps") List<Step> steps) {
		FailureStore memory = new InMemoryFailureStore(FOUR, this.clock, 100, RedisStores.HASH);
		FailureStore store = new RedisFailureStore(
				new RedisScripts(LocalRedis.shared().connections(), RedisStores.prefix(), this.clock), FOUR, 100,
				RedisStores.HASH);
		for (Step step : steps) {
			this.clock.forward(Duration.ofSeconds(step.move()));
			assertThat(step.with(store)).as(step.toString()).isEqualTo(step.with(memory));
		}
	}

	@Provide
	Arbitrary<List<Step>> steps() {
		// The cache of the memory does not tell apart what is written within a second
		return Combinators
			.combine(Arbitraries.of(0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5), Arbitraries.of("alice", "bob").injectNull(0.3),
					Arbitraries.of("+15550100001", "+15550100002"), Arbitraries.of(0, 0, 0, 2, 60, 300, 598, 600))
			.as(Step::new)
			.list()
			.ofMaxSize(50);
	}

	/**
	 * Something that happens.
	 *
	 * @param what which
	 * @param account whose
	 * @param phone at which phone
	 * @param move seconds by which the clock moves before it
	 */
	record Step(int what, @Nullable String account, String phone, int move) {

		Object with(FailureStore store) {
			PhoneNumber number = new PhoneNumber(this.phone);
			switch (this.what) {
				case 0 -> {
					return store.reserve(this.account, number);
				}
				case 1 -> store.giveBack(this.account, number);
				case 2 -> store.succeeded(this.account, number);
				case 3 -> store.reset("alice");
				case 4 -> store.reset(number);
				default -> {
				}
			}
			return store.stopped(this.account, number);
		}

	}

}
