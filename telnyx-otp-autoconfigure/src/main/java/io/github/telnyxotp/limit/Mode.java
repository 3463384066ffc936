package io.github.telnyxotp.limit;

/**
 * How seriously a rule of restraint is taken.
 *
 * @since 0.1
 */
public enum Mode {

	/** What the rule refuses does not happen. */
	ENFORCE,

	/** The rule counts and tells what it would have refused, and refuses nothing. */
	RECORD_ONLY,

	/** The rule is not asked. */
	OFF

}
