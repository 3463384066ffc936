package io.github.telnyxotp.limit.money;

/**
 * What a rule about money decided.
 *
 * @param spend what to keep
 * @param answer the answer to give
 * @param <R> type of the answer
 * @since 0.1
 */
public record SpendChange<R>(Spend spend, R answer) {

}
