package io.github.telnyxotp.simulator;

import java.util.Locale;

/**
 * What becomes of a message that is sent to a phone over one channel.
 *
 * @since 0.1
 */
public enum Outcome {

	/** The message arrives and is reported as delivered. */
	DELIVER,

	/** The order is accepted, the message never arrives and is reported as failed. */
	FAIL,

	/** The order is accepted, then nothing: no message and no report of its end. */
	SILENT,

	/** The order itself is answered with an error. */
	REFUSE;

	/**
	 * The name that the control requests use.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Outcome of(String id) {
		for (Outcome outcome : values()) {
			if (outcome.id().equals(id)) {
				return outcome;
			}
		}
		throw new BadControl("'outcome' must be one of deliver, fail, silent, refuse");
	}

}
