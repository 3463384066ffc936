package io.github.telnyxotp.challenge;

import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a code may be submitted.
 *
 * @since 0.1
 */
public sealed interface Attempt {

	/**
	 * It may, and has been counted.
	 *
	 * @param verification the newest verification, or {@code null} if its order was never
	 * confirmed
	 */
	record Allowed(@Nullable VerificationId verification) implements Attempt {
	}

	/**
	 * It has been counted, but nobody needs to be asked: no code can be right. Only
	 * visitors get this, and are told what a wrong code is told.
	 */
	record Hollow() implements Attempt {
	}

	/** Somebody is being asked about the very same code now. It was not counted again. */
	record Asked() implements Attempt {
	}

	/**
	 * It may not, and was not counted.
	 *
	 * @param reason why not
	 */
	record Refused(Verdict.Reason reason) implements Attempt {
	}

}
