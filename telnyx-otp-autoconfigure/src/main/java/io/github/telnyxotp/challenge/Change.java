package io.github.telnyxotp.challenge;

import org.jspecify.annotations.Nullable;

/**
 * What a rule decided.
 *
 * @param challenge the challenge to keep; {@code null} if there is none
 * @param answer the answer to give
 * @param <R> type of the answer
 * @since 0.1
 */
public record Change<R>(@Nullable Challenge challenge, R answer) {

}
