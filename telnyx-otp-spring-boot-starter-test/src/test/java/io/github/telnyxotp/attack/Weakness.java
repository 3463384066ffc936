package io.github.telnyxotp.attack;

/**
 * What a {@link ToyBank} may do wrong.
 */
enum Weakness {

	/** Whoever names a number gets a message. */
	STRANGERS_GET_MESSAGES,

	/** A customer gets as many messages as are asked for. */
	NO_SEND_LIMIT,

	/** The counter of wrong codes begins anew with each session. */
	NO_GUESS_LIMIT,

	/** Limits count by the address that the client claims. */
	TRUSTS_THE_CLAIMED_ADDRESS,

	/** A used code is checked again. */
	CODES_COUNT_TWICE,

	/** Every webhook is believed. */
	BELIEVES_WEBHOOKS,

	/** Once it has had enough, it lets nobody in. */
	LOCKS_EVERYBODY_OUT,

	LEAKING_STATUS, LEAKING_HEADER, LEAKING_COOKIE, LEAKING_BODY, LEAKING_TIME

}
