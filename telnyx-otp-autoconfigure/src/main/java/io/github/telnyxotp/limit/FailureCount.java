package io.github.telnyxotp.limit;

import java.time.Instant;

/**
 * Wrong codes that nothing has made good for.
 *
 * @param failures how many, at least one
 * @param last when the last of them was counted
 * @since 0.1
 */
public record FailureCount(int failures, Instant last) {

}
