package io.github.telnyxotp;

import java.util.Locale;

/**
 * A way in which a code reaches a phone. Flash call and key-press confirmation are left
 * out on purpose: with them no code crosses back to the page (SEC-08).
 *
 * @since 0.1
 */
public enum Channel {

	/** A WhatsApp message. */
	WHATSAPP,

	/** A text message. */
	SMS,

	/** A telephone call in which a voice reads the code. */
	CALL;

	/**
	 * The name that the Verify API, the pages and the JSON replies use.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
