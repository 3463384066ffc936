package io.github.telnyxotp.store.redis;

import java.time.InstantSource;
import java.util.Set;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.KnownNumbersContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.data.redis.connection.RedisConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisKnownNumbers}.
 */
class RedisKnownNumbersTests extends KnownNumbersContract {

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected KnownNumbers known(InstantSource clock, int maximumSize) {
		return new RedisKnownNumbers(new RedisScripts(redis.connections(), RedisStores.prefix(), clock), maximumSize,
				RedisStores.HASH);
	}

	@Test
	@DisplayName("SEC-30 a phone stays known while the secret changes, and is forgotten under all names")
	void phoneStaysKnownWhileTheSecretChanges() {
		RedisScripts scripts = new RedisScripts(redis.connections(), RedisStores.prefix());
		String old = "old-secret-old-secret-old-secret-";
		KnownNumbers before = new RedisKnownNumbers(scripts, 10, KeyedHash.of(old));
		KnownNumbers changed = new RedisKnownNumbers(scripts, 10,
				KeyedHash.of("new-secret-new-secret-new-secret-", old));
		before.add(PHONE);
		assertThat(changed.contains(PHONE)).isTrue();
		changed.add(PHONE);
		assertThat(before.contains(PHONE)).as("it has one name").isFalse();
		before.add(PHONE);
		changed.remove(PHONE);
		assertThat(changed.contains(PHONE)).isFalse();
	}

	@Test
	@DisplayName("SEC-30, SEC-53 every key has a life of 90 days at the most")
	void everyKeyHasALife() {
		known(InstantSource.system(), 10).add(PHONE);
		try (RedisConnection connection = redis.connections().getConnection()) {
			Set<byte[]> keys = connection.keyCommands().keys("*".getBytes());
			assertThat(keys).hasSize(1)
				.allSatisfy((key) -> assertThat(connection.keyCommands().pTtl(key)).isBetween(1L, 90 * 86_400_000L));
		}
	}

}
