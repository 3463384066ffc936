package io.github.telnyxotp;

import java.time.Instant;

/**
 * Something that operators should know and that concerns no single challenge. An
 * application receives it as a Spring application event. Each change is told once, and
 * none of it is about a person.
 *
 * @since 0.1
 */
public sealed interface OtpAlarm {

	/**
	 * When it happened.
	 * @return the time of this node
	 */
	Instant at();

	/**
	 * A limit for all that is only recorded was reached. Told again after it was left.
	 *
	 * @param at when
	 * @param limit its name
	 */
	record LimitReached(Instant at, String limit) implements OtpAlarm {
	}

	/**
	 * The share of codes that are submitted became too low, or usual again.
	 *
	 * @param at when
	 * @param country two-letter code
	 * @param channel how the codes are sent
	 * @param low {@code true} if too low, {@code false} if usual again
	 * @param sent messages of late
	 * @param verified those of them whose challenge verified
	 */
	record ConversionChanged(Instant at, String country, Channel channel, boolean low, long sent,
			long verified) implements OtpAlarm {
	}

	/**
	 * A lane of the budget went from one step to another.
	 *
	 * @param at when
	 * @param lane for whom the money is, lower-case letters and hyphens
	 * @param from the step before
	 * @param to the step now
	 * @param spent what the lane has spent, with its currency
	 * @param budget what it may spend, with its currency
	 */
	record BudgetStep(Instant at, String lane, String from, String to, String spent,
			String budget) implements OtpAlarm {
	}

}
