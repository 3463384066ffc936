package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.ChallengeStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisChallengeStore}.
 */
class RedisChallengeStoreTests extends ChallengeStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected ChallengeStore store(InstantSource clock, int maximumSize) {
		return new RedisChallengeStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock),
				RedisStores.SEALER, RedisStores.HASH, maximumSize);
	}

}
