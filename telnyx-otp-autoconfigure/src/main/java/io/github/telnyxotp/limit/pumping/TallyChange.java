package io.github.telnyxotp.limit.pumping;

import org.jspecify.annotations.Nullable;

/**
 * What a rule decided.
 *
 * @param tally the tally to keep; {@code null} to keep none
 * @param answer the answer to give
 * @param <R> type of the answer
 * @since 0.1
 */
public record TallyChange<R>(@Nullable Tally tally, R answer) {

}
