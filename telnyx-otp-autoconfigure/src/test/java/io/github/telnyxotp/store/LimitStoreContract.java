package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What every {@link LimitStore} promises. The test of an implementation extends it and
 * changes nothing.
 */
public abstract class LimitStoreContract {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

	private final TestClock clock = new TestClock(NOON);

	private final Limit three = limit("three", 3, TEN_MINUTES, Mode.ENFORCE);

	private final Limit five = limit("five", 5, Duration.ofHours(1), Mode.ENFORCE);

	private final Limit told = limit("told", 1, TEN_MINUTES, Mode.RECORD_ONLY);

	private final Race race = new Race();

	/**
	 * An empty store, independent of every other.
	 * @param clock what time it is
	 * @param maximumSize how many counters it holds at the most
	 * @return the store
	 */
	protected abstract LimitStore store(InstantSource clock, int maximumSize);

	@AfterEach
	final void endTheRace() {
		this.race.close();
	}

	@Test
	void limitIsGrantedAtOnceAndThenOneByOne() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.three, "a"));
		assertThat(granted(store, charges, 10)).isEqualTo(3);
		assertThat(store.take(charges, 1)).isEqualTo(new Decision.Refused("three", Duration.ofSeconds(200)));
		this.clock.forward(Duration.ofSeconds(200).minusMillis(1));
		assertThat(store.take(charges, 1)).isEqualTo(new Decision.Refused("three", Duration.ofMillis(1)));
		this.clock.forward(Duration.ofMillis(1));
		assertThat(granted(store, charges, 10)).isEqualTo(1);
		this.clock.forward(Duration.ofHours(1));
		assertThat(granted(store, charges, 10)).isEqualTo(3);
	}

	@Test
	void countersOfOthersAreNotTouched() {
		LimitStore store = store();
		assertThat(granted(store, List.of(new Charge(this.three, "a")), 10)).isEqualTo(3);
		assertThat(granted(store, List.of(new Charge(this.three, "b")), 10)).isEqualTo(3);
		assertThat(granted(store, List.of(new Charge(this.five, "a")), 10)).isEqualTo(5);
	}

	@Test
	@DisplayName("SEC-16 what one limit refuses consumes nothing from the others")
	void whatOneLimitRefusesConsumesNothingFromTheOthers() {
		LimitStore store = store();
		List<Charge> both = List.of(new Charge(this.five, "a"), new Charge(this.three, "a"));
		assertThat(granted(store, both, 100)).isEqualTo(3);
		assertThat(granted(store, List.of(new Charge(this.five, "a")), 100)).isEqualTo(2);
	}

	@Test
	void ofSeveralThatRefuseTheLongestWaitIsNamed() {
		LimitStore store = store();
		List<Charge> both = List.of(new Charge(this.three, "a"), new Charge(this.five, "a"));
		granted(store, List.of(new Charge(this.five, "a")), 5);
		granted(store, List.of(new Charge(this.three, "a")), 3);
		assertThat(store.take(both, 1)).isEqualTo(new Decision.Refused("five", Duration.ofSeconds(720)));
		assertThat(store.take(List.of(both.get(1), both.get(0)), 1))
			.isEqualTo(new Decision.Refused("five", Duration.ofSeconds(720)));
	}

	@Test
	void limitThatIsOnlyRecordedRefusesNothingAndIsTold() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.told, "a"), new Charge(this.three, "a"));
		assertThat(store.take(charges, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(charges, 1)).isEqualTo(new Decision.Granted(List.of("told")));
		assertThat(store.take(List.of(new Charge(this.told, "a")), 1)).isEqualTo(new Decision.Granted(List.of("told")));
		assertThat(store.take(charges, 1)).isEqualTo(new Decision.Granted(List.of("told")));
		assertThat(store.take(charges, 1)).isInstanceOf(Decision.Refused.class);
	}

	@Test
	void heavyRequestWeighsWhatItCosts() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.five, "a"));
		assertThat(store.take(charges, 3)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(charges, 3)).isEqualTo(new Decision.Refused("five", Duration.ofSeconds(720)));
		assertThat(store.take(charges, 2)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(List.of(new Charge(this.five, "b")), 6)).isInstanceOf(Decision.Refused.class);
		assertThat(granted(store, List.of(new Charge(this.five, "b")), 10)).isEqualTo(5);
	}

	@Test
	void whatIsGivenBackCanBeTakenAgain() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.three, "a"), new Charge(this.five, "a"));
		for (int each = 0; each < 100; each++) {
			assertThat(store.take(charges, 2)).isEqualTo(Decision.GRANTED);
			store.giveBack(charges, 2);
		}
		assertThat(granted(store, charges, 10)).isEqualTo(3);
	}

	@Test
	void givingBackWhatWasNeverTakenGainsNothing() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.three, "a"));
		store.giveBack(charges, 3);
		store.take(charges, 1);
		store.giveBack(charges, 3);
		store.giveBack(charges, 3);
		assertThat(granted(store, charges, 10)).isEqualTo(3);
	}

	@Test
	void nothingToChargeIsGranted() {
		assertThat(store().take(List.of(), 1)).isEqualTo(Decision.GRANTED);
	}

	@Test
	void costMustBeAtLeastOne() {
		List<Charge> charges = List.of(new Charge(this.three, "a"));
		for (int cost : new int[] { 0, -1, Integer.MIN_VALUE }) {
			assertThatIllegalArgumentException().isThrownBy(() -> store().take(charges, cost));
			assertThatIllegalArgumentException().isThrownBy(() -> store().giveBack(charges, cost));
		}
	}

	@Test
	@DisplayName("SEC-54 a clock that steps back makes nothing more permissive")
	void clockThatStepsBackMakesNothingMorePermissive() {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.three, "a"));
		granted(store, charges, 3);
		this.clock.forward(Duration.ofHours(-1));
		assertThat(granted(store, charges, 10)).isZero();
		this.clock.forward(Duration.ofHours(1));
		assertThat(granted(store, charges, 10)).isZero();
		this.clock.forward(Duration.ofSeconds(200));
		assertThat(granted(store, charges, 10)).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-16 50 connections for 5 s, limit 3: 3 are allowed")
	void fiftyConnectionsForFiveSecondsAreAllowedThree() throws Exception {
		LimitStore store = store();
		List<Charge> charges = List.of(new Charge(this.three, "a"));
		List<Decision> decisions = new ArrayList<>();
		for (int wave = 0; wave < 100; wave++) {
			decisions.addAll(this.race.run(50, (each) -> () -> store.take(charges, 1)));
			this.clock.forward(Duration.ofMillis(50));
		}
		assertThat(decisions).hasSize(5000).filteredOn(Decision.Granted.class::isInstance).hasSize(3);
	}

	@Test
	@DisplayName("SEC-16 of many at once exactly those are granted for whom there is room in all limits")
	void ofManyAtOnceExactlyThoseAreGrantedForWhomThereIsRoom() throws Exception {
		Limit seven = limit("seven", 7, TEN_MINUTES, Mode.ENFORCE);
		for (int round = 0; round < 200; round++) {
			LimitStore store = store();
			Charge shared = new Charge(seven, "all");
			List<Charge> forward = List.of(new Charge(this.three, "a"), shared);
			List<Charge> backward = List.of(shared, new Charge(this.three, "b"));
			List<Decision> decisions = this.race.run(100,
					(each) -> () -> store.take((each % 2 == 0) ? forward : backward, 1));
			assertThat(grants(decisions)).isEqualTo(6);
			assertThat(granted(store, List.of(shared), 10)).as("left over").isEqualTo(1);
		}
	}

	@Test
	@DisplayName("SEC-16 nobody is refused because of a charge that does not last")
	void nobodyIsRefusedBecauseOfAChargeThatDoesNotLast() throws Exception {
		Limit one = limit("one", 1, TEN_MINUTES, Mode.ENFORCE);
		for (int round = 0; round < 500; round++) {
			LimitStore store = store();
			Charge scarce = new Charge(one, "scarce");
			store.take(List.of(scarce), 1);
			Charge free = new Charge(one, "free");
			List<Decision> decisions = this.race.run(8,
					(each) -> () -> store.take((each < 7) ? List.of(free, scarce) : List.of(free), 1));
			assertThat(decisions.get(7)).isEqualTo(Decision.GRANTED);
			assertThat(grants(decisions)).isEqualTo(1);
		}
	}

	@Test
	void takingAndGivingBackAtOnceEndsWhereItBegan() throws Exception {
		LimitStore store = store();
		Limit many = limit("many", 100, TEN_MINUTES, Mode.ENFORCE);
		List<Charge> charges = List.of(new Charge(many, "a"), new Charge(many, "b"));
		this.race.run(100, (each) -> () -> {
			Decision decision = store.take(charges, 1);
			store.giveBack(charges, 1);
			return decision;
		});
		assertThat(granted(store, charges, 200)).isEqualTo(100);
	}

	@Test
	@DisplayName("SEC-57 a full store refuses new counters and keeps what it has")
	void fullStoreRefusesNewCountersAndKeepsWhatItHas() {
		LimitStore store = store(this.clock, 2);
		List<Charge> first = List.of(new Charge(this.three, "a"));
		granted(store, first, 3);
		store.take(List.of(new Charge(this.three, "b")), 1);
		assertThat(store.take(List.of(new Charge(this.three, "c")), 1))
			.isEqualTo(new Decision.Refused("three", Duration.ofMinutes(1)));
		assertThat(granted(store, first, 10)).isZero();
		this.clock.forward(Duration.ofSeconds(201));
		assertThat(granted(store, List.of(new Charge(this.three, "c")), 10)).isEqualTo(3);
		assertThat(granted(store, first, 10)).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-57 a request that finds no room consumes nothing")
	void requestThatFindsNoRoomConsumesNothing() {
		LimitStore store = store(this.clock, 2);
		Charge known = new Charge(this.three, "a");
		store.take(List.of(known), 1);
		List<Charge> tooMany = List.of(known, new Charge(this.five, "b"), new Charge(this.five, "c"));
		assertThat(store.take(tooMany, 1)).isEqualTo(new Decision.Refused("five", Duration.ofMinutes(1)));
		assertThat(granted(store, List.of(known), 10)).isEqualTo(2);
		assertThat(granted(store, List.of(new Charge(this.five, "d")), 10)).as("no place taken").isEqualTo(5);
	}

	private LimitStore store() {
		return store(this.clock, 1000);
	}

	private static int granted(LimitStore store, List<Charge> charges, int tries) {
		return grants(IntStream.range(0, tries).mapToObj((each) -> store.take(charges, 1)).toList());
	}

	private static int grants(List<Decision> decisions) {
		return (int) decisions.stream().filter(Decision.Granted.class::isInstance).count();
	}

	private static Limit limit(String name, int limit, Duration window, Mode mode) {
		return new Limit(name, Action.SEND, StandardKey.PHONE, limit, window, mode);
	}

}
