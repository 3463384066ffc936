package io.github.telnyxotp.simulator;

import java.time.Instant;

/**
 * A request that the simulated API has answered, without its body, its query and its
 * headers: they could hold a code or a key.
 *
 * @param method for example {@code POST}
 * @param path as it was sent, for example {@code /v2/verifications/sms}; a phone number
 * in it stays, so that a test can look at its encoding
 * @param status the status of the answer
 * @param at when the request came
 * @since 0.1
 */
public record RecordedRequest(String method, String path, int status, Instant at) {

	/** Leaves out the path, for it may hold a phone number. */
	@Override
	public String toString() {
		return "RecordedRequest[method=" + this.method + ", status=" + this.status + ", at=" + this.at + "]";
	}

}
