package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.LimitStoreContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RedisLimitStore}.
 */
class RedisLimitStoreTests extends LimitStoreContract {

	private static final String OLD = "old-secret-old-secret-old-secret-";

	private static final String NEW = "new-secret-new-secret-new-secret-";

	private static final Limit THREE = limit("three", 3, Duration.ofMinutes(10));

	private static final Limit LONG = limit("long", 1, Duration.ofDays(366));

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	@Override
	protected LimitStore store(InstantSource clock, int maximumSize) {
		return new RedisLimitStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock), maximumSize);
	}

	@Test
	@DisplayName("SEC-30 limits bite on while the secret changes, whichever node has which secret first")
	void limitsBiteOnWhileTheSecretChanges() {
		LimitStore store = store(this.clock, 100);
		List<Charge> before = charges(KeyedHash.of(OLD));
		List<Charge> told = charges(KeyedHash.of(OLD, NEW));
		List<Charge> changed = charges(KeyedHash.of(NEW, OLD));
		assertThat(store.take(before, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(told, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(changed, 1)).isEqualTo(Decision.GRANTED);
		for (List<Charge> charges : List.of(changed, told, changed)) {
			assertThat(store.take(charges, 1)).isEqualTo(new Decision.Refused("three", Duration.ofSeconds(200)));
		}
		this.clock.forward(Duration.ofSeconds(200));
		assertThat(store.take(told, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(changed, 1)).isInstanceOf(Decision.Refused.class);
		store.giveBack(changed, 1);
		assertThat(store.take(told, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(told, 1)).isInstanceOf(Decision.Refused.class);
		assertThat(members()).as("one counter under one name").isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-30 charges that do not have equally many former names are counted apart")
	void chargesWithoutFormerNamesAreCountedApart() {
		LimitStore store = store(this.clock, 100);
		List<Charge> charges = List.of(new Charge(THREE, "a", List.of("b", "c")), new Charge(THREE, "d"),
				new Charge(LONG, "a"));
		assertThat(store.take(charges, 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(charges, 1)).isInstanceOf(Decision.Refused.class);
		store.giveBack(charges, 1);
		assertThat(members()).isZero();
		assertThat(store.take(charges, 1)).isEqualTo(Decision.GRANTED);
	}

	@Test
	@DisplayName("SEC-30, SEC-53 every key lives as long as its latest counter and no longer")
	void everyKeyHasALife() {
		LimitStore store = store(InstantSource.system(), 100);
		store.take(List.of(new Charge(THREE, "a")), 1);
		assertThat(life()).isBetween(190_000L, 200_000L);
		store.take(List.of(new Charge(THREE, "a")), 1);
		assertThat(life()).isBetween(390_000L, 400_000L);
		store.take(List.of(new Charge(THREE, "b")), 1);
		assertThat(life()).as("not shorter").isBetween(380_000L, 400_000L);
		store.take(List.of(new Charge(LONG, "a")), 1);
		assertThat(life()).isBetween(Duration.ofDays(366).toMillis() - 10_000, Duration.ofDays(366).toMillis());
		store.giveBack(List.of(new Charge(THREE, "a")), 1);
		assertThat(life()).isPositive();
	}

	@Test
	@DisplayName("SEC-53 a counter that moves to its new name leaves no key without a life")
	void movedCounterLeavesNoKeyWithoutALife() {
		LimitStore store = store(InstantSource.system(), 100);
		Charge renamed = new Charge(THREE, "new", List.of("old"));
		store.take(List.of(new Charge(THREE, "old")), 2);
		store.giveBack(List.of(renamed), 1);
		assertThat(life()).isBetween(1L, 400_000L);
		store.take(List.of(new Charge(THREE, "new", List.of("newest"))), 1);
		assertThat(life()).isBetween(1L, 400_000L);
	}

	@Test
	@DisplayName("SEC-30 counters leave Redis when they are empty, and the last one takes the key with it")
	void countersLeaveWhenTheyAreEmpty() {
		LimitStore store = store(this.clock, 1000);
		IntStream.range(0, 100).forEach((each) -> store.take(List.of(new Charge(THREE, "k" + each)), 1));
		assertThat(members()).isEqualTo(100);
		this.clock.forward(Duration.ofSeconds(201));
		IntStream.range(0, 20).forEach((each) -> store.take(List.of(new Charge(LONG, "all")), 1));
		assertThat(members()).isEqualTo(1);
		store.giveBack(List.of(new Charge(LONG, "all")), 1);
		assertThat(keys()).isEmpty();
	}

	@Test
	@DisplayName("SEC-16 two nodes share one limit, however many ask at once")
	void nodesShareOneLimit() throws Exception {
		String prefix = RedisStores.prefix();
		LettuceConnectionFactory other = redis.connect();
		try (Race race = new Race()) {
			List<LimitStore> nodes = List.of(new RedisLimitStore(new RedisScripts(redis.connections(), prefix), 100),
					new RedisLimitStore(new RedisScripts(other, prefix), 100));
			List<Charge> charges = List.of(new Charge(THREE, "a"));
			List<Decision> decisions = new ArrayList<>();
			for (int wave = 0; wave < 20; wave++) {
				decisions.addAll(race.run(50, (each) -> () -> nodes.get(each % 2).take(charges, 1)));
			}
			assertThat(decisions).hasSize(1000).filteredOn(Decision.Granted.class::isInstance).hasSize(3);
		}
		finally {
			other.destroy();
		}
	}

	@Test
	@DisplayName("SEC-53 scripts that Redis forgets under load cost nobody an error, and no limit")
	void forgottenScriptsUnderLoadAreNoError() throws Exception {
		LimitStore store = new RedisLimitStore(new RedisScripts(redis.connections(), RedisStores.prefix()), 100);
		List<Charge> charges = List.of(new Charge(THREE, "a"));
		try (Race race = new Race()) {
			List<Decision> decisions = race.run(9, (each) -> () -> {
				Decision last = Decision.GRANTED;
				for (int round = 0; round < 500; round++) {
					if (each == 8) {
						flushScripts();
					}
					else {
						last = store.take(charges, 1);
					}
				}
				return last;
			});
			assertThat(decisions).filteredOn(Decision.Refused.class::isInstance).hasSize(8);
		}
	}

	@Test
	@DisplayName("SEC-57 a flood of 50 times the size makes it forget nobody")
	void floodOfFiftyTimesTheSizeMakesItForgetNobody() {
		LimitStore store = store(this.clock, 200);
		IntStream.range(0, 200).forEach((each) -> store.take(List.of(new Charge(THREE, "v" + each)), 1 + each % 3));
		for (int stranger = 0; stranger < 10_000; stranger++) {
			assertThat(store.take(List.of(new Charge(THREE, "s" + stranger)), 1)).isInstanceOf(Decision.Refused.class);
		}
		for (int victim = 0; victim < 200; victim++) {
			List<Charge> charges = List.of(new Charge(THREE, "v" + victim));
			int left = 2 - victim % 3;
			assertThat(left == 0 || store.take(charges, left) instanceof Decision.Granted).isTrue();
			assertThat(store.take(charges, 1)).isInstanceOf(Decision.Refused.class);
		}
		this.clock.forward(Duration.ofMinutes(10));
		assertThat(store.take(List.of(new Charge(THREE, "s")), 3)).isEqualTo(Decision.GRANTED);
	}

	@Test
	@DisplayName("SEC-57 a limit that is only recorded is told when there is no room for it, and takes nobody's place")
	void recordedLimitWithoutRoomIsTold() {
		LimitStore store = store(this.clock, 1);
		Limit told = new Limit("told", Action.SEND, StandardKey.PHONE, 3, Duration.ofMinutes(10), Mode.RECORD_ONLY);
		List<Charge> charges = List.of(new Charge(told, "a"), new Charge(THREE, "a"));
		assertThat(store.take(charges, 1)).isEqualTo(new Decision.Granted(List.of("told")));
		assertThat(store.take(charges, 2)).isEqualTo(new Decision.Granted(List.of("told")));
		assertThat(store.take(charges, 1)).isInstanceOf(Decision.Refused.class);
	}

	@Test
	void largestNumbersAreCountedExactly() {
		LimitStore store = store(this.clock, 100);
		List<Charge> million = List.of(new Charge(limit("million", 1_000_000, Duration.ofDays(366)), "a"));
		assertThat(store.take(million, 1_000_000)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(million, 1))
			.isEqualTo(new Decision.Refused("million", Duration.ofNanos(31_622_400_000L)));
		assertThat(store.take(List.of(new Charge(LONG, "a")), 1)).isEqualTo(Decision.GRANTED);
		assertThat(store.take(List.of(new Charge(LONG, "a")), 1))
			.isEqualTo(new Decision.Refused("long", Duration.ofDays(366)));
		assertThat(store.take(List.of(new Charge(limit("odd", 7, Duration.ofSeconds(1)), "a")), 7))
			.isEqualTo(Decision.GRANTED);
		assertThat(store.take(List.of(new Charge(limit("odd", 7, Duration.ofSeconds(1)), "a")), 1)).as("rounded up")
			.isEqualTo(new Decision.Refused("odd", Duration.ofNanos(142_858_000)));
	}

	@Test
	void storeWithoutRoomIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> store(this.clock, 0))
			.withMessage("'maximumSize' must be at least one");
	}

	private static List<Charge> charges(KeyedHash hash) {
		List<String> names = hash.names("limit", "+15550100001");
		return List.of(new Charge(THREE, names.get(0), names.subList(1, names.size())));
	}

	private static Limit limit(String name, int limit, Duration window) {
		return new Limit(name, Action.SEND, StandardKey.PHONE, limit, window, Mode.ENFORCE);
	}

	private static Set<byte[]> keys() {
		try (RedisConnection connection = redis.connections().getConnection()) {
			return connection.keyCommands().keys("*".getBytes());
		}
	}

	private static byte[] key() {
		assertThat(keys()).hasSize(1);
		return keys().iterator().next();
	}

	private static long members() {
		if (keys().isEmpty()) {
			return 0;
		}
		try (RedisConnection connection = redis.connections().getConnection()) {
			return connection.zSetCommands().zCard(key());
		}
	}

	private static long life() {
		try (RedisConnection connection = redis.connections().getConnection()) {
			return connection.keyCommands().pTtl(key());
		}
	}

	private static void flushScripts() {
		try (RedisConnection connection = redis.connections().getConnection()) {
			connection.scriptingCommands().scriptFlush();
		}
	}

}
