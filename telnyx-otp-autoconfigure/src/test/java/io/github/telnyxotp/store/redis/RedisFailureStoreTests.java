package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.FailureStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisFailureStore}.
 */
class RedisFailureStoreTests extends FailureStoreContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private int stores;

	@Override
	protected FailureStore store(FailureRules rules, InstantSource clock, int maximumSize) {
		return new RedisFailureStore(new RedisScripts(redis.connections(), "telnyx-otp:" + this.stores++ + ":", clock),
				rules, maximumSize, KeyedHash.random());
	}

}
