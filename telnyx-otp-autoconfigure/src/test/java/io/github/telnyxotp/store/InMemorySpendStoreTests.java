package io.github.telnyxotp.store;

import java.time.InstantSource;

/**
 * Tests for {@link InMemorySpendStore}.
 */
class InMemorySpendStoreTests extends SpendStoreContract {

	@Override
	protected SpendStore store(InstantSource clock) {
		return new InMemorySpendStore(clock);
	}

}
