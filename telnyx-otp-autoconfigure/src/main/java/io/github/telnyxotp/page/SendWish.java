package io.github.telnyxotp.page;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.Channel;

/**
 * What a request wants of the next code.
 *
 * @since 0.1
 */
public sealed interface SendWish {

	/**
	 * Reads the fields of a form or of a JSON body. There may be one value in all.
	 * @param channel the values of the field {@code channel}: names as
	 * {@link Channel#id()} tells them
	 * @param phone the values of the field {@code phone}: which of several phones,
	 * counted from 0
	 * @return the wish
	 */
	static SendWish of(List<String> channel, List<String> phone) {
		if (channel.size() + phone.size() > 1) {
			return new Malformed();
		}
		Optional<SendWish> over = channel.stream().findFirst().map(SendWish::over);
		return over.or(() -> phone.stream().findFirst().map(SendWish::phone)).orElseGet(Any::new);
	}

	private static SendWish over(String id) {
		return Arrays.stream(Channel.values())
			.filter((channel) -> channel.id().equals(id))
			.findFirst()
			.<SendWish>map(Over::new)
			.orElseGet(Malformed::new);
	}

	private static SendWish phone(String index) {
		return index.matches("[0-9]{1,2}") ? new Phone(Integer.parseInt(index)) : new Malformed();
	}

	/** Nothing was said: the flow decides. */
	record Any() implements SendWish {
	}

	/**
	 * Over this channel.
	 *
	 * @param channel the channel
	 */
	record Over(Channel channel) implements SendWish {
	}

	/**
	 * To this phone of several.
	 *
	 * @param index which, counted from 0
	 */
	record Phone(int index) implements SendWish {
	}

	/** The request is not one that we understand. */
	record Malformed() implements SendWish {
	}

}
