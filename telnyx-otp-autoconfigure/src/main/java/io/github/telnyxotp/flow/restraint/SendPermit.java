package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.money.Reservation;
import io.github.telnyxotp.limit.pumping.PumpingAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may leave.
 *
 * @since 0.1
 */
public sealed interface SendPermit {

	/**
	 * What is to be told.
	 * @return rules and changes, mostly none
	 */
	Notes notes();

	/**
	 * It may, and is counted and paid for.
	 *
	 * @param channel the channel to use: the first of those wanted that there is money
	 * for
	 * @param charges what was counted
	 * @param reservation what was set aside, or {@code null} if nothing costs anything
	 * @param guarded where the guard against pumping counts it
	 * @param notes what is to be told
	 */
	record Granted(Channel channel, List<Charge> charges, @Nullable Reservation reservation,
			List<PumpingAnswer.Place> guarded, Notes notes) implements SendPermit {
	}

	/**
	 * It may not, and is counted nowhere.
	 *
	 * @param rule which rule says so, lower-case letters, digits and hyphens
	 * @param retryAfter time until it makes sense to ask again, or {@code null} if time
	 * alone does not help
	 * @param notes what is to be told
	 */
	record Refused(String rule, @Nullable Duration retryAfter, Notes notes) implements SendPermit {
	}

}
