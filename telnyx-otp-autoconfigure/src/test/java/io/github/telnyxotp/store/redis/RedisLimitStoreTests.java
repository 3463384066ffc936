package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.LimitStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisLimitStore}.
 */
class RedisLimitStoreTests extends LimitStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private int stores;

	@Override
	protected LimitStore store(InstantSource clock, int maximumSize) {
		return new RedisLimitStore(new RedisScripts(redis.connections(), "telnyx-otp:" + this.stores++ + ":", clock),
				maximumSize);
	}

}
