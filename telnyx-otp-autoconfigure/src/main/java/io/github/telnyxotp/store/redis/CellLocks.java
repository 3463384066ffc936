package io.github.telnyxotp.store.redis;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Turns for the threads of this node. A fixed number of locks is shared by all names.
 */
final class CellLocks {

	private static final int COUNT = 256;

	private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(COUNT).toArray(Lock[]::new);

	Lock of(String name) {
		int hash = name.hashCode();
		return this.locks[(hash ^ (hash >>> 16)) & (COUNT - 1)];
	}

}
