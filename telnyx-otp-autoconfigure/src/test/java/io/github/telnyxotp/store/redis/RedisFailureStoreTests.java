package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.FailureStoreContract;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.data.redis.connection.RedisConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RedisFailureStore}.
 */
class RedisFailureStoreTests extends FailureStoreContract {

	private static final String OLD = "old-secret-old-secret-old-secret-";

	private static final String NEW = "new-secret-new-secret-new-secret-";

	private static final FailureRules THIRTY = new FailureRules(30, Duration.ofDays(30));

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	@Override
	protected FailureStore store(FailureRules rules, InstantSource clock, int maximumSize) {
		return new RedisFailureStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock), rules,
				maximumSize, RedisStores.HASH);
	}

	@Test
	@DisplayName("SEC-30 wrong codes count on while the secret changes, whichever node has which secret first")
	void wrongCodesCountOnWhileTheSecretChanges() {
		RedisScripts scripts = new RedisScripts(redis.connections(), RedisStores.prefix(), this.clock);
		FailureStore before = store(scripts, OLD);
		FailureStore told = store(scripts, OLD, NEW);
		FailureStore changed = store(scripts, NEW, OLD);
		assertThat(before.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
		assertThat(told.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(28));
		assertThat(changed.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(27));
		assertThat(told.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(26));
		changed.giveBack("alice", PHONE);
		assertThat(told.reserve("bob", PHONE)).as("the phone").isEqualTo(new FailureDecision.Counted(26));
		changed.succeeded("alice", PHONE);
		assertThat(told.reserve("bob", PHONE)).as("bob's stay").isEqualTo(new FailureDecision.Counted(28));
		changed.reset(PHONE);
		changed.reset("bob");
		assertThat(told.reserve("bob", PHONE)).isEqualTo(new FailureDecision.Counted(29));
		IntStream.range(0, 29).forEach((each) -> told.reserve("bob", PHONE));
		assertThat(changed.stopped("bob", PHONE)).isTrue();
		assertThat(changed.reserve("carol", PHONE)).isEqualTo(new FailureDecision.Stopped());
	}

	@Test
	@DisplayName("SEC-30, SEC-53 every key has a life, and it is no longer than the memory")
	void everyKeyHasALife() {
		FailureStore store = store(THIRTY, InstantSource.system(), 100);
		store.reserve("alice", PHONE);
		store.reserve("alice", PHONE);
		store.giveBack("alice", PHONE);
		assertThat(keys()).hasSize(2).allSatisfy((key) -> assertThat(life(key)).isBetween(1L, 30 * 86_400_000L));
		store.succeeded("alice", PHONE);
		assertThat(keys()).as("nothing is left").isEmpty();
		store.reserve(null, PHONE);
		assertThat(keys()).hasSize(1);
		store.reset(PHONE);
		assertThat(keys()).isEmpty();
	}

	@Test
	@DisplayName("SEC-57 strangers who fill their half leave the other half to people who gave a password")
	void visitorsFillNoMoreThanHalf() {
		FailureStore store = store(THIRTY, this.clock, 20);
		IntStream.range(10, 20).forEach((each) -> store.reserve(null, new PhoneNumber("+131255501" + each)));
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> store.reserve(null, new PhoneNumber("+13125550120")))
			.withMessageStartingWith("All 10 places");
		assertThat(store.reserve("alice", new PhoneNumber("+13125550120"))).isEqualTo(new FailureDecision.Counted(29));
		this.clock.forward(Duration.ofDays(30));
		assertThat(store.reserve(null, new PhoneNumber("+13125550121"))).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	void storeWithoutRoomForOneAccountIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> store(THIRTY, this.clock, 2))
			.withMessage("'maximumSize' must be at least three");
	}

	private static FailureStore store(RedisScripts scripts, String... secrets) {
		return new RedisFailureStore(scripts, THIRTY, 100, KeyedHash.of(secrets));
	}

	private static Set<byte[]> keys() {
		try (RedisConnection connection = redis.connections().getConnection()) {
			return connection.keyCommands().keys("*".getBytes());
		}
	}

	private static long life(byte[] key) {
		try (RedisConnection connection = redis.connections().getConnection()) {
			return connection.keyCommands().pTtl(key);
		}
	}

}
