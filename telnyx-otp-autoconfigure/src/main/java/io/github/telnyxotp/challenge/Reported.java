package io.github.telnyxotp.challenge;

import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;

/**
 * What a report of the network changed.
 *
 * @param owner whose challenge it is
 * @param phone to which phone the message went
 * @param channel how
 * @param next the number of the message that is queued in its place, if any
 * @since 0.1
 */
public record Reported(Owner owner, PhoneNumber phone, Channel channel, Optional<Integer> next) {

}
