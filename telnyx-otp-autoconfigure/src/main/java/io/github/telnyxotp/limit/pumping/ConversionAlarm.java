package io.github.telnyxotp.limit.pumping;

import io.github.telnyxotp.Channel;

/**
 * The share of submitted codes has become too low, or usual again. Told once for each
 * change.
 *
 * @param country two-letter code
 * @param channel how the codes are sent
 * @param low true if too low, false if usual again
 * @param sent messages of the last two hours, without those that are still too young
 * @param verified those of them whose challenge verified
 * @since 0.1
 */
public record ConversionAlarm(String country, Channel channel, boolean low, long sent, long verified) {

}
