package io.github.telnyxotp.device;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A decision about one device: sees nothing but its arguments and has no effect, so that
 * a store may apply it again after losing a race.
 *
 * @param <R> what the decision answers
 * @since 0.1
 */
@FunctionalInterface
public interface DeviceRule<R> {

	/**
	 * Decides.
	 * @param device the device as it is, or {@code null} if there is none
	 * @param now the time of the store
	 * @return the device to keep and the answer to give
	 */
	DeviceChange<R> apply(@Nullable Device device, Instant now);

}
