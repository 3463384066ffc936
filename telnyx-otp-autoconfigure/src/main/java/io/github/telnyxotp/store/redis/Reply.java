package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.telnyxotp.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * What a script answered: a list of numbers and bytes. Numbers come as numbers, never as
 * text that somebody compares by mistake (SEC-53).
 *
 * @param parts numbers as {@link Long}, bytes, lists of those, and {@code null} for what
 * Lua calls {@code false}
 */
record Reply(List<?> parts) {

	int size() {
		return this.parts.size();
	}

	/** A number. */
	long number(int place) {
		if (part(place) instanceof Long number) {
			return number;
		}
		throw new StoreUnavailableException("A script of Redis answered no number where one is due");
	}

	/** Bytes, or {@code null} where there are none. */
	byte @Nullable [] bytes(int place) {
		return (part(place) instanceof byte[] bytes) ? bytes : null;
	}

	/** A text, or {@code null} where there is none. */
	@Nullable String text(int place) {
		byte[] bytes = bytes(place);
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

	private @Nullable Object part(int place) {
		return (place < this.parts.size()) ? this.parts.get(place) : null;
	}

}
