package io.github.telnyxotp.challenge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A decision about one challenge: sees nothing but its arguments and has no effect, so
 * that a store may apply it again after losing a race.
 *
 * @param <R> what the decision answers
 * @since 0.1
 */
@FunctionalInterface
public interface Rule<R> {

	/**
	 * Decides.
	 * @param challenge the challenge as it is, or {@code null} if there is none
	 * @param now the time of the store
	 * @return the challenge to keep and the answer to give
	 */
	Change<R> apply(@Nullable Challenge challenge, Instant now);

}
