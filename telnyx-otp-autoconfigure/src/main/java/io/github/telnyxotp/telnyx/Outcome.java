package io.github.telnyxotp.telnyx;

import org.jspecify.annotations.Nullable;

/**
 * What came of one exchange on the wire, before anybody asks what it means.
 */
sealed interface Outcome {

	/**
	 * A complete answer.
	 *
	 * @param status the HTTP status
	 * @param contentType the content type, or {@code null} if there is not exactly one
	 * @param body the body as it came, at most {@link Transport#BODY_LIMIT} bytes
	 */
	record Reply(int status, @Nullable String contentType, byte[] body) implements Outcome {

		boolean successful() {
			return this.status >= 200 && this.status < 300;
		}

	}

	/**
	 * It is certain that no complete request left this machine.
	 */
	record NeverLeft() implements Outcome {
	}

	/**
	 * The request may have arrived; no complete answer came.
	 */
	record Lost() implements Outcome {
	}

}
