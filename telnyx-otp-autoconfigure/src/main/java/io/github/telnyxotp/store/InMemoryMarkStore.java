package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Remembers a bounded number of marks in the memory of one process. If they are more,
 * some are forgotten early.
 *
 * @since 0.1
 */
public final class InMemoryMarkStore implements MarkStore {

	private static final int MOST = 100_000;

	private static final Duration REMEMBERED = Duration.ofHours(24);

	private final Cache<String, Boolean> marks;

	/**
	 * Without marks.
	 * @param clock the time here
	 */
	public InMemoryMarkStore(InstantSource clock) {
		this.marks = Caffeine.newBuilder()
			.maximumSize(MOST)
			.expireAfterWrite(REMEMBERED)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.build();
	}

	@Override
	public boolean take(String mark) {
		return this.marks.asMap().putIfAbsent(mark, true) == null;
	}

	/** It is kept already: nobody outlives this memory. */
	@Override
	public void keep(String mark) {
		// Nothing to do
	}

	@Override
	public void giveBack(String mark) {
		this.marks.invalidate(mark);
	}

}
