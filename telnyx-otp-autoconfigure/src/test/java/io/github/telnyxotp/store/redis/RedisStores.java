package io.github.telnyxotp.store.redis;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Sealer;

/**
 * What stores of tests are made with.
 */
final class RedisStores {

	static final String SECRET = "0123456789abcdef0123456789abcdef";

	static final KeyedHash HASH = KeyedHash.of(SECRET);

	static final Sealer SEALER = Sealer.of(SECRET);

	private static final AtomicInteger PREFIXES = new AtomicInteger();

	private RedisStores() {
	}

	/** One that no other test has. */
	static String prefix() {
		return "test-" + PREFIXES.incrementAndGet() + ":";
	}

}
