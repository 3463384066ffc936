package io.github.telnyxotp.store.redis;

import java.nio.ByteBuffer;

/**
 * What a counter is called in Redis, where memory is dear: 112 bits, far more than any
 * two of them share by chance. No hash that stands against somebody who looks for two,
 * and needs to be none, as keys are keyed hashes already (SEC-30).
 */
final class CounterName {

	/** With it Redis keeps a name in 16 bytes. */
	private static final int LENGTH = 14;

	private static final long FIRST = 0x9E3779B97F4A7C15L;

	private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

	private CounterName() {
	}

	static byte[] of(String limit, String key) {
		ByteBuffer name = ByteBuffer.allocate(LENGTH);
		name.putLong(mixed(FIRST, limit, key));
		long second = mixed(SECOND, limit, key);
		return name.putInt((int) (second >>> 32)).putShort((short) (second >>> 16)).array();
	}

	private static long mixed(long factor, String limit, String key) {
		// The length keeps limit and key apart
		return mixed(mixed(limit.length() + 1, factor, limit), factor, key);
	}

	private static long mixed(long start, long factor, String text) {
		long mixed = start;
		for (int each = 0; each < text.length(); each++) {
			mixed = (mixed ^ text.charAt(each)) * factor;
			mixed ^= mixed >>> 29;
		}
		return mixed;
	}

}
