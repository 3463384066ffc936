package io.github.telnyxotp;

/**
 * How far one sending has come. A report from the network only ever raises it in the
 * order of these constants (SEC-44): proof of arrival outweighs a report of failure.
 *
 * @since 0.1
 */
public enum Delivery {

	/** Decided and waiting for its turn. */
	QUEUED,

	/** Taken by exactly one worker, which is asking Telnyx now. */
	SENDING,

	/** Nobody knows whether Telnyx took the order. */
	UNKNOWN,

	/** Telnyx did not take the order. */
	REFUSED,

	/** Telnyx took the order. */
	ACCEPTED,

	/** Telnyx handed the message on. */
	SENT,

	/** The network cannot tell whether it arrived. */
	UNCONFIRMED,

	/** The network says that it could not be delivered. */
	FAILED,

	/** It is on the phone. */
	DELIVERED;

	/**
	 * Whether the order is still on its way to Telnyx.
	 * @return {@code true} until there is an answer of any kind
	 */
	public boolean underWay() {
		return this == QUEUED || this == SENDING;
	}

	/**
	 * Whether Telnyx may have made a code for it, so that a submitted code is worth
	 * asking about.
	 * @return {@code true} unless no order reached Telnyx, or none yet
	 */
	public boolean ordered() {
		return !underWay() && this != REFUSED;
	}

	/**
	 * Whether a code may have reached the phone this way.
	 * @return {@code true} unless certainly not, or not yet
	 */
	public boolean mayHaveArrived() {
		return ordered() && this != FAILED;
	}

}
