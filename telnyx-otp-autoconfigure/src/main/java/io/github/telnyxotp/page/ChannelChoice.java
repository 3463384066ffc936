package io.github.telnyxotp.page;

import java.util.Arrays;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Which channel a request wants for the next code.
 *
 * @since 0.1
 */
public sealed interface ChannelChoice {

	/**
	 * Reads a form field or a JSON field.
	 * @param id the name of a channel as {@link Channel#id()} tells it, {@code null} if
	 * the field is not there
	 * @return the choice
	 */
	static ChannelChoice of(@Nullable String id) {
		if (id == null) {
			return new Any();
		}
		return Arrays.stream(Channel.values())
			.filter((channel) -> channel.id().equals(id))
			.findFirst()
			.<ChannelChoice>map(Named::new)
			.orElseGet(Malformed::new);
	}

	/** None was named: the flow decides. */
	record Any() implements ChannelChoice {
	}

	/**
	 * This one.
	 *
	 * @param channel the channel
	 */
	record Named(Channel channel) implements ChannelChoice {
	}

	/** The request is not one that we understand. */
	record Malformed() implements ChannelChoice {
	}

}
