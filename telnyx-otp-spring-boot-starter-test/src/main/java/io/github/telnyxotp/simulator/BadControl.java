package io.github.telnyxotp.simulator;

/**
 * Somebody asked the simulator, by code or over HTTP, for something that it does not
 * know. The message is for that person and never repeats what was sent.
 */
final class BadControl extends IllegalArgumentException {

	BadControl(String message) {
		super(message);
	}

}
