package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;

/**
 * What a browser is to keep of a remembered device.
 *
 * @param value the token, URL-safe
 * @param reference the name of the device, for pages and logs
 * @param maxAge how long to keep it
 * @param at when it was issued, by the clock of the store
 * @since 0.1
 */
public record DeviceCookie(String value, String reference, Duration maxAge, Instant at) {

	/**
	 * Does not show the token.
	 */
	@Override
	public String toString() {
		return "DeviceCookie[" + this.reference + "]";
	}

}
