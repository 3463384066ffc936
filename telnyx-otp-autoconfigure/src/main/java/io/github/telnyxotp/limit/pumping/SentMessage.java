package io.github.telnyxotp.limit.pumping;

import java.time.Instant;

import io.github.telnyxotp.Channel;

/**
 * A message that the guard against pumping let pass.
 *
 * @param channel how it was sent
 * @param at when that was decided
 * @since 0.1
 */
public record SentMessage(Channel channel, Instant at) {

}
