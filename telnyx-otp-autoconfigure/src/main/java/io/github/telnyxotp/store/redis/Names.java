package io.github.telnyxotp.store.redis;

import java.util.List;

/**
 * Keyed hashes as they are kept in Redis, where memory is dear.
 */
final class Names {

	/** 120 bits, far more than any two share by chance. */
	private static final int LENGTH = 20;

	private Names() {
	}

	/** The first characters of names that a keyed hash made. */
	static List<String> cut(List<String> names) {
		return names.stream().map((name) -> name.substring(0, LENGTH)).toList();
	}

}
