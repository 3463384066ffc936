package io.github.telnyxotp.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A checked order to send a code.
 *
 * @param channel how
 * @param phone to whom, in E.164 form
 * @param customCode the code that the caller brought, or {@code null}
 * @param extension what to dial after a call is answered, or {@code null}
 * @param timeoutSecs how long the code lives
 */
record Start(SimulatedChannel channel, String phone, @Nullable String customCode, @Nullable String extension,
		int timeoutSecs) {

	@Override
	public String toString() {
		return "Start[channel=" + this.channel + ", timeoutSecs=" + this.timeoutSecs + "]";
	}

}
