package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.pumping.Counted;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.limit.pumping.PumpingRules.Step;
import io.github.telnyxotp.limit.pumping.TallyChange;
import io.github.telnyxotp.limit.pumping.TallyKey;
import io.github.telnyxotp.limit.Traffic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class InMemoryTallyStoreTests extends TallyStoreContract {

	private static final KeyedHash HASH = KeyedHash.random();

	private final TestClock clock = new TestClock(Instant.parse("2026-01-20T12:00:00Z"));

	private final InMemoryTallyStore store = new InMemoryTallyStore(this.clock, 200);

	@Override
	protected TallyStore store(InstantSource clock) {
		return new InMemoryTallyStore(clock, 200);
	}

	@Test
	@DisplayName("SEC-57 a flood of 50 times the size makes it forget nothing, and new keys share a strict tally")
	void floodMakesItForgetNothing() {
		for (int network = 0; network < 200; network++) {
			send(network);
		}
		int overs = 0;
		for (int flood = 0; flood < 10_000; flood++) {
			overs += (send(1000 + flood).over() != null) ? 1 : 0;
		}
		assertThat(this.store.size()).isEqualTo(200);
		assertThat(overs).isEqualTo(10_000 - 5);
		for (int network = 0; network < 200; network++) {
			for (int more = 0; more < 4; more++) {
				assertThat(send(network).over()).isNull();
			}
			assertThat(send(network).over()).isNotNull();
		}
	}

	@Test
	void isAsBeforeWhenTheFloodIsOver() {
		for (int flood = 0; flood < 10_000; flood++) {
			send(flood);
		}
		this.clock.forward(Duration.ofHours(25).plusSeconds(1));
		assertThat(send(20_000).over()).isNull();
		assertThat(this.store.size()).isEqualTo(1);
	}

	@Test
	void whatHasVerifiedIsKeptForFifteenDays() {
		for (int network = 1; network <= 2; network++) {
			this.store.apply(step(network).key(), step(network).verified().of(List.of()));
		}
		this.clock.forward(Duration.ofDays(15).minusSeconds(1));
		assertThat(peek(step(1).key())).isTrue();
		this.clock.forward(Duration.ofSeconds(1));
		assertThat(peek(step(2).key())).isFalse();
	}

	@Test
	void droppedTallyMakesRoom() {
		for (int network = 0; network < 200; network++) {
			send(network);
		}
		this.store.apply(step(0).key(), (tally, now) -> new TallyChange<>(null, true));
		assertThat(this.store.size()).isEqualTo(199);
		send(500);
		assertThat(this.store.size()).isEqualTo(200);
	}

	@Test
	void undoneOfTheSharedTallyIsUndone() {
		for (int network = 0; network < 200; network++) {
			send(network);
		}
		for (int each = 0; each < 50; each++) {
			Counted counted = send(1000 + each);
			assertThat(counted.over()).isNull();
			this.store.apply(step(1000 + each).key(), step(1000 + each).undo().at(counted.at()));
		}
	}

	@Test
	@DisplayName("SEC-16 100 threads lose no count")
	void noCountIsLost() throws Exception {
		try (Race race = new Race()) {
			List<Counted> all = race.run(100, (each) -> () -> send(1));
			assertThat(all).filteredOn((counted) -> counted.over() == null).hasSize(5);
		}
	}

	@Test
	void raceForTheLastPlacesNeverHoldsMore() throws Exception {
		try (Race race = new Race()) {
			race.run(300, (each) -> () -> send(each));
			assertThat(this.store.size()).isEqualTo(200);
		}
	}

	@Test
	void ruleThatThrowsTakesNoPlace() {
		assertThatIllegalStateException().isThrownBy(() -> this.store.apply(step(1).key(), (tally, now) -> {
			throw new IllegalStateException("no");
		}));
		assertThat(this.store.size()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> new InMemoryTallyStore(this.clock, 0))
			.withMessage("'maximumSize' must be at least 1");
		assertThat(step(1).key()).hasToString("TallyKey[rule=NETWORK]");
	}

	private boolean peek(TallyKey key) {
		return this.store.apply(key, (tally, now) -> new TallyChange<>(tally, tally != null));
	}

	private Counted send(int network) {
		Step step = step(network);
		return this.store.apply(step.key(), step.send());
	}

	private static Step step(int network) {
		Origin origin = new Origin(new ClientNetwork("n" + network, "wide"), null);
		Traffic traffic = new Traffic(new Owner("anna", Purpose.LOGIN), new PhoneNumber("+13125550100"), "US", origin);
		return new PumpingRules(PumpingPolicy.USUAL, HASH).send(traffic)
			.stream()
			.filter((step) -> step.key().rule() == PumpingRule.NETWORK)
			.findFirst()
			.orElseThrow();
	}

}
