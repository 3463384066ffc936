package io.github.telnyxotp.store;

import java.time.InstantSource;

/**
 * Tests for {@link InMemoryRememberedDeviceStore}.
 */
class InMemoryRememberedDeviceStoreTests extends RememberedDeviceStoreContract {

	@Override
	protected RememberedDeviceStore store(InstantSource clock, int maximumSize) {
		return new InMemoryRememberedDeviceStore(clock, maximumSize);
	}

}
