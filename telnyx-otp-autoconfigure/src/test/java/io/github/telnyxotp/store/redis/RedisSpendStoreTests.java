package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.SpendStore;
import io.github.telnyxotp.store.SpendStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisSpendStore}.
 */
class RedisSpendStoreTests extends SpendStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected SpendStore store(InstantSource clock) {
		return new RedisSpendStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock),
				RedisStores.SEALER);
	}

}
