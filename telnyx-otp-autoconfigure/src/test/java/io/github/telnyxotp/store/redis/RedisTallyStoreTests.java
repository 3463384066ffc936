package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.TallyStore;
import io.github.telnyxotp.store.TallyStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisTallyStore}.
 */
class RedisTallyStoreTests extends TallyStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected TallyStore store(InstantSource clock) {
		return new RedisTallyStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock),
				RedisStores.SEALER);
	}

}
