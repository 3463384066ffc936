package io.github.telnyxotp.limit.money;

import java.time.Instant;

import io.github.telnyxotp.Channel;

/**
 * Money that was set aside for one message. It is spent unless it is given back.
 *
 * @param number which one
 * @param lane from which lane
 * @param channel over which channel the message may be sent
 * @param price how much
 * @param at when, by the clock of the store
 * @since 0.1
 */
public record Reservation(long number, Lane lane, Channel channel, Money price, Instant at) {

}
