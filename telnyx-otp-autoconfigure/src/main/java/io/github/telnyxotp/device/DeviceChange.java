package io.github.telnyxotp.device;

import org.jspecify.annotations.Nullable;

/**
 * What a rule decided.
 *
 * @param device the device to keep; {@code null} if there is none
 * @param answer the answer to give
 * @param <R> type of the answer
 * @since 0.1
 */
public record DeviceChange<R>(@Nullable Device device, R answer) {

}
