package io.github.telnyxotp.store.redis;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the values of one kind lie in Redis.
 *
 * @param <T> type of the value
 */
interface CellForm<T> {

	/** The version of the bytes. Whoever changes {@link #write} takes another. */
	byte version();

	/** The key of a value, without the prefix. */
	String key(String name);

	/** Writes a value. */
	void write(T value, ValueOutput output);

	/** Reads what {@link #write} wrote in the same version. */
	T read(String name, ValueInput input);

	/** When a value may be forgotten that is kept at a time. */
	Instant forgetAt(T value, Instant now);

	/** Done before a value is kept, so that others find it as soon as it is there. */
	default void announce(String name, @Nullable T former, T latter) {
	}

	/** Done after a value was dropped. */
	default void dropped(String name, T former) {
	}

	/** Where entries of what is due lie, in the slot of the value; or none. */
	default @Nullable String dueKey(String name) {
		return null;
	}

	/** What is due about a value, or nothing. */
	default @Nullable Due due(T value) {
		return null;
	}

	/**
	 * Something to do.
	 *
	 * @param entry what
	 * @param at when
	 */
	record Due(String entry, Instant at) {
	}

}
