package io.github.telnyxotp.simulator;

import java.time.Duration;

/**
 * How one channel reaches one phone.
 *
 * @param outcome what becomes of a message
 * @param after how long it takes to come about, up to 10 minutes
 */
record Behaviour(Outcome outcome, Duration after) {

	Behaviour {
		Fault.requireDelay("afterMillis", after);
	}

}
