package io.github.telnyxotp.webhook;

/**
 * Whether Telnyx wrote it, just now.
 */
sealed interface Proof {

	/**
	 * It did.
	 *
	 * @param key {@link WebhookPublicKey#id()}
	 */
	record Signed(String key) implements Proof {
	}

	/**
	 * There is no telling, so it did not.
	 *
	 * @param flaw what is wrong, for operators alone
	 */
	record Unproven(Flaw flaw) implements Proof {
	}

	/**
	 * What can be wrong, in the order in which it is looked for.
	 */
	enum Flaw {

		/** A header is missing, there twice, or not of its form. */
		HEADERS,

		/** It is too old, or from the future. */
		TIME,

		/** No key fits. */
		SIGNATURE

	}

}
