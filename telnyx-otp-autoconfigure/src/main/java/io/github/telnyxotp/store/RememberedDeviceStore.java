package io.github.telnyxotp.store;

import java.util.Collection;
import java.util.List;

import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceRule;

/**
 * Keeps remembered devices, and an extension point: an application may bring its own.
 * Safe for use by many threads. The tests of this project hold
 * {@code RememberedDeviceStoreContract}, which an implementation should pass.
 * <p>
 * State changes only through {@link #apply}: read, decide and write are one step, and the
 * store tells the time. A device is forgotten when it {@link Device#expires() expires}
 * and never before: a store that is full refuses new ones (SEC-57).
 *
 * @since 0.1
 */
public interface RememberedDeviceStore {

	/**
	 * Applies a rule, alone for this device. If the rule throws, nothing changes.
	 * @param series which device
	 * @param rule what to decide; may be applied more than once, of which only the last
	 * counts
	 * @param <R> type of the answer
	 * @return the answer of the rule
	 * @throws StoreUnavailableException if the device cannot be read or kept now
	 */
	<R> R apply(String series, DeviceRule<R> rule);

	/**
	 * The devices of an account.
	 * @param accounts the names of the account, as {@link Device#account()} has them
	 * @return its devices that are not expired, the newest first
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	List<Device> find(Collection<String> accounts);

}
