package io.github.telnyxotp.challenge;

import java.time.Duration;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;

/**
 * A message that the one who holds this shall send, now and once.
 *
 * @param owner whose challenge it is for
 * @param phone who gets it
 * @param channel how
 * @param timeToLive how long its code shall live
 * @since 0.1
 */
public record Order(Owner owner, PhoneNumber phone, Channel channel, Duration timeToLive) {

}
