package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;

/**
 * A code about which somebody is being asked. Who submits the same one meanwhile, as with
 * a double click, submits nothing new (SEC-39).
 *
 * @param name a name of the code, from which it cannot be told without the challenge
 * @param at when it was submitted
 * @since 0.1
 */
public record Question(String name, Instant at) {

	/** Longer than an answer takes: whoever asked may have died. */
	private static final Duration LONGEST = Duration.ofSeconds(10);

	boolean isOpen(String name, Instant now) {
		return this.name.equals(name) && now.isBefore(this.at.plus(LONGEST));
	}

}
