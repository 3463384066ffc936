package io.github.telnyxotp.page;

import java.util.List;

import io.github.telnyxotp.RememberedDevice;
import org.jspecify.annotations.Nullable;

/**
 * The remembered devices of an account, as their owner sees them.
 *
 * @param devices the devices, in their order
 * @param current the reference of the device that asks, {@code null} if it is none
 * @param action where what is to be forgotten is posted to
 * @since 0.1
 */
public record DeviceList(List<RememberedDevice> devices, @Nullable String current, String action) {

	/** In the place of a reference: all of them. */
	public static final String ALL = "all";

	/**
	 * Makes the list unmodifiable.
	 */
	public DeviceList {
		devices = List.copyOf(devices);
	}

}
