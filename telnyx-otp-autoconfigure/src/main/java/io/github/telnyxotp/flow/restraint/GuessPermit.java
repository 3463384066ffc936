package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.limit.Charge;
import org.jspecify.annotations.Nullable;

/**
 * Whether a code may be checked.
 *
 * @since 0.1
 */
public sealed interface GuessPermit {

	/**
	 * It may, and is counted as wrong until something else is said.
	 *
	 * @param charges what was counted
	 * @param last whether account or phone is barred if this one is wrong
	 * @param notes what is to be told
	 */
	record Granted(List<Charge> charges, boolean last, Notes notes) implements GuessPermit {
	}

	/**
	 * It may not, and is counted nowhere.
	 *
	 * @param rule which rule says so, lower-case letters, digits and hyphens
	 * @param retryAfter time until it makes sense to try again, or {@code null} if time
	 * alone does not help
	 */
	record Refused(String rule, @Nullable Duration retryAfter) implements GuessPermit {
	}

}
