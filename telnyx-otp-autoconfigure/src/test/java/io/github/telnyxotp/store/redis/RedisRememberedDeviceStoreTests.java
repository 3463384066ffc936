package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.RememberedDeviceStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisRememberedDeviceStore}.
 */
class RedisRememberedDeviceStoreTests extends RememberedDeviceStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected RememberedDeviceStore store(InstantSource clock, int maximumSize) {
		return new RedisRememberedDeviceStore(new RedisScripts(redis.connections(), RedisStores.prefix(), clock),
				RedisStores.SEALER, maximumSize);
	}

}
