package io.github.telnyxotp.limit.money;

import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;

/**
 * One message that somebody wants to have sent.
 *
 * @param purpose what it is for
 * @param country two-letter country of the phone in upper case
 * @param knownNumber whether a code for this phone was right before
 * @param served all channels that serve this phone; the cheapest of them is the cheapest
 * channel
 * @param wanted the channels of which one is to be used now, in order
 * @since 0.1
 */
public record SendWish(Purpose purpose, String country, boolean knownNumber, List<Channel> served,
		List<Channel> wanted) {

	Lane lane() {
		return Lane.of(this.purpose, this.knownNumber);
	}

	/**
	 * Keeps copies.
	 * @throws IllegalArgumentException if nothing is wanted, or something that does not
	 * serve this phone
	 */
	public SendWish {
		served = List.copyOf(served);
		wanted = List.copyOf(wanted);
		if (wanted.isEmpty() || !served.containsAll(wanted)) {
			throw new IllegalArgumentException("'wanted' must name some of the channels that are 'served'");
		}
	}

}
