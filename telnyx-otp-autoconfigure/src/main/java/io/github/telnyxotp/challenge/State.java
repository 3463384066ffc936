package io.github.telnyxotp.challenge;

import io.github.telnyxotp.Verdict.Reason;

/**
 * The states of a challenge and, in this one place, the moves between them: from
 * {@link #OPEN} to each of the others, from {@link #APPROVED} to {@link #USED}, and from
 * those nowhere (SEC-07).
 *
 * @since 0.1
 */
public enum State {

	/** Codes may be sent and submitted. */
	OPEN,

	/** The right code was submitted, and the action it approves is still to be done. */
	APPROVED,

	/** The right code was submitted, and the action it approved, if any, was done. */
	USED,

	/** No channel could send and no sending is left. */
	FAILED,

	/** Its time is over. */
	EXPIRED,

	/** Too many wrong codes. */
	LOCKED,

	/** Signed out, or another challenge for the phone took its place. */
	ABANDONED;

	/**
	 * Whether no message is sent and no code is taken any more.
	 * @return {@code true} for every state but {@link #OPEN}
	 */
	public boolean terminal() {
		return this != OPEN;
	}

	/** Why no code can succeed in a terminal state. */
	Reason reason() {
		return Reason.valueOf(told());
	}

	/** For everybody outside an approval is a code that was used. */
	String told() {
		return (this == APPROVED) ? USED.name() : name();
	}

	boolean leadsTo(State next) {
		return (this == OPEN && next != OPEN) || (this == APPROVED && next == USED);
	}

}
