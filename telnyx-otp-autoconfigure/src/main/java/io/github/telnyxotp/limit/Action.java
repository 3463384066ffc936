package io.github.telnyxotp.limit;

/**
 * What is limited.
 *
 * @since 0.1
 */
public enum Action {

	/** A message is sent. */
	SEND,

	/**
	 * A code is checked. What turns out to be right is given back, so wrong ones count.
	 */
	CHECK

}
