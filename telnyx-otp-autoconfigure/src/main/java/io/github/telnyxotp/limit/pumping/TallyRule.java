package io.github.telnyxotp.limit.pumping;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A decision about one tally: sees nothing but its arguments and has no effect, so that a
 * store may apply it again after losing a race.
 *
 * @param <R> what the decision answers
 * @since 0.1
 */
@FunctionalInterface
public interface TallyRule<R> {

	/**
	 * Decides.
	 * @param tally the tally as it is, or {@code null} if there is none
	 * @param now the time of the store
	 * @return the tally to keep and the answer to give
	 */
	TallyChange<R> apply(@Nullable Tally tally, Instant now);

}
