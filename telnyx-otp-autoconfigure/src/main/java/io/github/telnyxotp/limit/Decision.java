package io.github.telnyxotp.limit;

import java.time.Duration;
import java.util.List;

/**
 * Whether a request is within its limits.
 *
 * @since 0.1
 */
public sealed interface Decision {

	/** Granted, and nothing to tell. */
	Granted GRANTED = new Granted(List.of());

	/**
	 * The request may go on, and is counted.
	 *
	 * @param exceeded names of the limits that would have refused it if they were
	 * enforced
	 */
	record Granted(List<String> exceeded) implements Decision {

		/**
		 * Keeps a copy.
		 */
		public Granted {
			exceeded = List.copyOf(exceeded);
		}

	}

	/**
	 * The request is over a limit, and is counted nowhere.
	 *
	 * @param limit name of the limit; of several, the one that takes longest
	 * @param retryAfter when the same request would be granted if nobody else came
	 */
	record Refused(String limit, Duration retryAfter) implements Decision {

	}

}
