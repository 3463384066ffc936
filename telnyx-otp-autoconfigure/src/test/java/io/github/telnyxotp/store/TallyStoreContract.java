package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.Counted;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.limit.pumping.PumpingRules.Step;
import io.github.telnyxotp.limit.pumping.TallyChange;
import io.github.telnyxotp.limit.pumping.TallyKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link TallyStore} promises. The test of an implementation extends it and
 * changes nothing.
 */
public abstract class TallyStoreContract {

	private static final KeyedHash HASH = KeyedHash.random();

	private final TestClock clock = new TestClock(Instant.parse("2026-01-20T12:00:00Z"));

	private TallyStore store;

	/**
	 * An empty store, independent of every other.
	 * @param clock what time it is
	 * @return the store
	 */
	protected abstract TallyStore store(InstantSource clock);

	@BeforeEach
	final void openAStore() {
		this.store = store(this.clock);
	}

	@Test
	void theStoreTellsTheTime() {
		Instant seen = this.store.apply(step(PumpingRule.NETWORK).key(), (tally, now) -> new TallyChange<>(tally, now));
		assertThat(seen).isEqualTo(this.clock.instant());
	}

	@Test
	void ruleThatThrowsChangesNothing() {
		Step step = step(PumpingRule.NETWORK);
		send(step);
		assertThatIllegalStateException().isThrownBy(() -> this.store.apply(step.key(), (tally, now) -> {
			throw new IllegalStateException("no");
		}));
		assertThat(isThere(step.key())).isTrue();
	}

	@Test
	void droppedTallyIsGone() {
		Step step = step(PumpingRule.NETWORK);
		send(step);
		this.store.apply(step.key(), (tally, now) -> new TallyChange<>(null, true));
		assertThat(isThere(step.key())).isFalse();
	}

	@Test
	@DisplayName("SEC-57 every kind of tally is kept as it is for its time, and no longer")
	void tallyIsKeptForItsTime() {
		for (Step step : steps()) {
			assertThat(isThereLater(step, Duration.ofMillis(-1))).as(step.toString()).isTrue();
			assertThat(isThereLater(step, Duration.ZERO)).as(step.toString()).isFalse();
		}
	}

	@Test
	@DisplayName("SEC-16 of fifty who send at once as many find room as there is")
	void ofManyAtOnceAsManyFindRoomAsThereIs() throws Exception {
		Step step = step(PumpingRule.NETWORK);
		try (Race race = new Race()) {
			List<Counted> all = race.run(50, (each) -> () -> send(step));
			assertThat(all).filteredOn((counted) -> counted.over() == null).hasSize(5);
		}
	}

	@Test
	void keysShareNothing() {
		Step one = step(PumpingRule.NETWORK);
		for (int each = 0; each < 5; each++) {
			assertThat(send(one).over()).isNull();
		}
		assertThat(send(one).over()).isNotNull();
		assertThat(isThere(step(PumpingRule.SPREAD).key())).isFalse();
	}

	private static Step step(PumpingRule rule) {
		return steps().stream().filter((step) -> step.key().rule() == rule).findFirst().orElseThrow();
	}

	private static List<Step> steps() {
		Origin origin = new Origin(new ClientNetwork("narrow", "wide"), null);
		Traffic traffic = new Traffic(new Owner("anna", Purpose.LOGIN), new PhoneNumber("+13125550100"), "US", origin);
		return new PumpingRules(PumpingPolicy.USUAL, HASH).send(traffic);
	}

	/** Whether it is there when its time is over, give or take. */
	private boolean isThereLater(Step step, Duration later) {
		TestClock time = new TestClock(this.clock.instant());
		TallyStore own = store(time);
		own.apply(step.key(), step.send());
		Duration keepFor = own.apply(step.key(),
				(tally, now) -> new TallyChange<>(tally, Objects.requireNonNull(tally).keepFor()));
		time.forward(keepFor.plus(later));
		return isThere(own, step.key());
	}

	private boolean isThere(TallyKey key) {
		return isThere(this.store, key);
	}

	private static boolean isThere(TallyStore store, TallyKey key) {
		return store.apply(key, (tally, now) -> new TallyChange<>(tally, tally != null));
	}

	private Counted send(Step step) {
		return this.store.apply(step.key(), step.send());
	}

}
