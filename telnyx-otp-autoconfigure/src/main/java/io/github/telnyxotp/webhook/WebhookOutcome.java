package io.github.telnyxotp.webhook;

/**
 * What became of a request to the webhook endpoint. Telnyx repeats what is not answered
 * with 2xx, so only what a repetition could mend is answered otherwise, and what nobody
 * proved to be from Telnyx.
 *
 * @since 0.1
 */
public enum WebhookOutcome {

	/** It is about a challenge that is known here. */
	ACCEPTED(204),

	/** It is about a verification that is not known here, or not yet. */
	STRANGER(204),

	/** It says what Telnyx thinks of a verification, which changes nothing (D4). */
	HINT(204),

	/** It was here before. */
	DUPLICATE(204),

	/** It is of an unknown type, or about another profile or an impossible id. */
	IGNORED(204),

	/** Telnyx did not sign it, or not just now. */
	UNSIGNED(401),

	/** It is signed, but not what the API promises. */
	MALFORMED(400),

	/** It was not posted. */
	WRONG_METHOD(405),

	/** It is not plain JSON. */
	WRONG_TYPE(415),

	/** Its body is longer than {@link WebhookInbox#LARGEST_BODY}. */
	TOO_LARGE(413),

	/** Nothing can be kept now. It has left no trace and may come again. */
	UNAVAILABLE(503);

	private final int status;

	WebhookOutcome(int status) {
		this.status = status;
	}

	/**
	 * How to answer. There is nothing else in the answer.
	 * @return a status of HTTP
	 */
	public int status() {
		return this.status;
	}

}
