package io.github.telnyxotp.store.redis;

import java.time.InstantSource;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.KnownNumbersContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Tests for {@link RedisKnownNumbers}.
 */
class RedisKnownNumbersTests extends KnownNumbersContract {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	@Override
	protected KnownNumbers known(InstantSource clock, int maximumSize) {
		return new RedisKnownNumbers(new RedisScripts(redis.connections(), "telnyx-otp:", clock), maximumSize,
				KeyedHash.random());
	}

}
