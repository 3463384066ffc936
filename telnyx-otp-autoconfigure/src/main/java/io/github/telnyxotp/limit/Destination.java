package io.github.telnyxotp.limit;

import java.util.List;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the place that a number leads to.
 *
 * @param country two-letter code of its country, {@link Traffic#NO_COUNTRY} if it belongs
 * to none
 * @param channels the channels that serve it, in order; at least one unless it is refused
 * @param refusal why nothing may be sent there, {@code null} if it may
 * @since 0.1
 */
public record Destination(String country, List<Channel> channels, @Nullable Refusal refusal) {

	/**
	 * Keeps a copy of the list.
	 * @throws IllegalArgumentException if there is no channel and no refusal
	 */
	public Destination {
		channels = List.copyOf(channels);
		if (channels.isEmpty() && refusal == null) {
			throw new IllegalArgumentException("'channels' must name a channel");
		}
	}

	/**
	 * A place of which nobody asks where it is.
	 * @param channels the channels that serve it, in order, at least one
	 * @return a destination that is not refused
	 */
	public static Destination anywhere(List<Channel> channels) {
		return new Destination(Traffic.NO_COUNTRY, channels, null);
	}

	/** Why nothing may be sent to a number. */
	public enum Refusal {

		/** Its country is not served, or none of its channels is there. */
		COUNTRY,

		/** It is of a kind that is not served, for example a premium rate number. */
		KIND,

		/** It begins like numbers that are not served. */
		PREFIX

	}

}
