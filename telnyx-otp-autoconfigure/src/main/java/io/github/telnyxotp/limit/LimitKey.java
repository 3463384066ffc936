package io.github.telnyxotp.limit;

import org.jspecify.annotations.Nullable;

/**
 * Whose counter a request is counted on, and an extension point: a bean of this type can
 * be named as the key of a limit. {@link StandardKey} has the usual ones. Must be pure,
 * quick and safe for use by many threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LimitKey {

	/**
	 * The name of the counter.
	 * @param traffic what somebody wants to do
	 * @return any text, equal for all that share one counter, or {@code null} if the
	 * limit does not apply
	 */
	@Nullable String of(Traffic traffic);

}
