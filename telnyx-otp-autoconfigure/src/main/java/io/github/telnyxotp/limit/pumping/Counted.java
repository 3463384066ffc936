package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What one rule answers to one message that somebody wants.
 *
 * @param at the time of the store
 * @param counted whether the message is in the tally now
 * @param over time until the rule would let it pass, more than zero; {@code null} if it
 * does now
 * @since 0.1
 */
public record Counted(Instant at, boolean counted, @Nullable Duration over) {

	static Counted within(Instant at) {
		return new Counted(at, true, null);
	}

}
