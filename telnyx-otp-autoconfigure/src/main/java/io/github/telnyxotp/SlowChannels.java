package io.github.telnyxotp;

import java.util.Set;

/**
 * Tells of channels by which messages seem not to arrive just now. A word for people and
 * operators: sendings go on as before, and every channel may still be chosen.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SlowChannels {

	/**
	 * The channels that are slow now.
	 * @return usually none
	 */
	Set<Channel> now();

}
