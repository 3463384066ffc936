package io.github.telnyxotp.limit;

/**
 * Whether another code may be checked after those that were wrong.
 *
 * @since 0.1
 */
public sealed interface FailureDecision {

	/**
	 * It may, and is counted as wrong until something else is said.
	 *
	 * @param left how many more wrong codes there may be after this one, zero or more
	 */
	record Counted(int left) implements FailureDecision {

	}

	/** It may not, be it right or wrong: the hard stop is reached. */
	record Stopped() implements FailureDecision {

	}

}
