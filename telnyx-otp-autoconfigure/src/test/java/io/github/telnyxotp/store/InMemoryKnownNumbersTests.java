package io.github.telnyxotp.store;

import java.time.InstantSource;

import io.github.telnyxotp.KeyedHash;

/**
 * Tests for {@link InMemoryKnownNumbers}.
 */
class InMemoryKnownNumbersTests extends KnownNumbersContract {

	@Override
	protected KnownNumbers known(InstantSource clock, int maximumSize) {
		return new InMemoryKnownNumbers(clock, maximumSize, KeyedHash.random());
	}

}
