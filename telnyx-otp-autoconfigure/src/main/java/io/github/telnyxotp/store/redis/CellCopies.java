package io.github.telnyxotp.store.redis;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this node last saw of the cells that it used last, a bounded number. Only to save
 * time: nothing is decided by a copy that Redis has not confirmed. Safe for use by many
 * threads.
 *
 * @param <T> type of the values
 */
final class CellCopies<T> {

	private static final int MOST = 10_000;

	private static final float LOAD_FACTOR = 0.75f;

	private final Map<String, CellCopy<T>> copies = new LinkedHashMap<>(16, LOAD_FACTOR, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, CellCopy<T>> eldest) {
			return size() > MOST;
		}

	};

	synchronized CellCopy<T> get(String name) {
		return this.copies.getOrDefault(name, CellCopy.none());
	}

	synchronized void put(String name, CellCopy<T> copy) {
		if (copy.value() != null) {
			this.copies.put(name, copy);
		}
		else {
			this.copies.remove(name);
		}
	}

}
