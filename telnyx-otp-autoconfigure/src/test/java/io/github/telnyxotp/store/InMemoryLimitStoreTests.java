package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link InMemoryLimitStore}.
 */
class InMemoryLimitStoreTests extends LimitStoreContract {

	private static final int SIZE = 10_000;

	private static final Limit DAILY = new Limit("daily", Action.SEND, StandardKey.PHONE, 10, Duration.ofDays(1),
			Mode.ENFORCE);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	@Override
	protected LimitStore store(InstantSource clock, int maximumSize) {
		return new InMemoryLimitStore(clock, maximumSize);
	}

	@Test
	@DisplayName("SEC-57 a flood of 50 times the size makes it forget nobody")
	void floodOfFiftyTimesTheSizeMakesItForgetNobody() {
		InMemoryLimitStore store = new InMemoryLimitStore(this.clock, SIZE);
		for (int victim = 0; victim < 200; victim++) {
			assertThat(store.take(one("victim" + victim), failures(victim))).isEqualTo(Decision.GRANTED);
		}
		for (int usual = 200; usual < SIZE; usual++) {
			assertThat(store.take(one("usual" + usual), 2)).isEqualTo(Decision.GRANTED);
		}
		for (int stranger = 0; stranger < 50 * SIZE; stranger++) {
			assertThat(store.take(one("stranger" + stranger), 1)).isInstanceOf(Decision.Refused.class);
		}
		assertThat(store.size()).isEqualTo(SIZE);
		for (int victim = 0; victim < 200; victim++) {
			List<Charge> charges = one("victim" + victim);
			int left = 10 - failures(victim);
			assertThat(left == 0 || store.take(charges, left) instanceof Decision.Granted).isTrue();
			assertThat(store.take(charges, 1)).isInstanceOf(Decision.Refused.class);
		}
	}

	@Test
	@DisplayName("SEC-57 after the flood it is as before")
	void afterTheFloodItIsAsBefore() {
		InMemoryLimitStore store = new InMemoryLimitStore(this.clock, 100);
		for (int stranger = 0; stranger < 5000; stranger++) {
			store.take(one("stranger" + stranger), 1);
		}
		assertThat(store.take(one("real"), 1)).isInstanceOf(Decision.Refused.class);
		// One charge of ten a day is back after 2.4 hours
		this.clock.forward(Duration.ofMinutes(144));
		for (int real = 0; real < 100; real++) {
			assertThat(store.take(one("real" + real), 1)).isEqualTo(Decision.GRANTED);
		}
		assertThat(store.size()).isEqualTo(100);
	}

	@Test
	void counterThatNobodyUsesIsForgottenByItself() {
		InMemoryLimitStore store = new InMemoryLimitStore(this.clock, 100);
		store.take(one("a"), 10);
		store.take(one("b"), 10);
		this.clock.forward(Duration.ofDays(1));
		assertThat(store.take(one("a"), 1)).isEqualTo(Decision.GRANTED);
		this.clock.forward(Duration.ofHours(12));
		assertThat(store.take(one("a"), 1)).isEqualTo(Decision.GRANTED);
		for (int each = 0; each < 1000; each++) {
			store.take(one("a"), 1);
		}
		assertThat(store.size()).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-54 a clock that steps forward and back makes it forget nobody")
	void clockThatStepsForwardAndBackMakesItForgetNobody() {
		InMemoryLimitStore store = new InMemoryLimitStore(this.clock, 100);
		store.take(one("a"), 10);
		this.clock.forward(Duration.ofDays(3));
		assertThat(store.take(one("a"), 10)).isEqualTo(Decision.GRANTED);
		this.clock.forward(Duration.ofDays(-3));
		assertThat(store.take(one("a"), 1)).isInstanceOf(Decision.Refused.class);
	}

	@Test
	void storeWithoutRoomIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryLimitStore(this.clock, 0))
			.withMessage("'maximumSize' must be at least one");
	}

	private static int failures(int victim) {
		return new int[] { 1, 3, 5, 10 }[victim % 4];
	}

	private static List<Charge> one(String key) {
		return List.of(new Charge(DAILY, key));
	}

}
