package io.github.telnyxotp.store.redis;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What this node last saw of a cell.
 *
 * @param stamp the first bytes of the sealed value, which no other has; empty for none
 * @param value the value, or {@code null} for none
 * @param forgetAt when the value counts no more
 * @param <T> type of the value
 */
record CellCopy<T>(byte[] stamp, @Nullable T value, Instant forgetAt) {

	private static final CellCopy<?> NONE = new CellCopy<>(new byte[0], null, Instant.EPOCH);

	/** Of a cell that is empty. */
	@SuppressWarnings("unchecked")
	static <T> CellCopy<T> none() {
		return (CellCopy<T>) NONE;
	}

}
