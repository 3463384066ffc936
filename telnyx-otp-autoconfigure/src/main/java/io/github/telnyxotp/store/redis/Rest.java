package io.github.telnyxotp.store.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

/**
 * A short time in which Redis is not asked because it has just not answered, so that
 * those who wait for their turn do not wait one after the other (SEC-55). Safe for use by
 * many threads.
 */
final class Rest {

	private static final long LENGTH = TimeUnit.MILLISECONDS.toNanos(200);

	private final LongSupplier nanoTime;

	private final AtomicLong until;

	Rest(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.until = new AtomicLong(nanoTime.getAsLong());
	}

	boolean lasts() {
		return this.nanoTime.getAsLong() - this.until.get() < 0;
	}

	/** Begins one if there was no answer at all. Answers that refuse cost no time. */
	void after(RuntimeException ex) {
		if (ex instanceof QueryTimeoutException || ex instanceof RedisConnectionFailureException) {
			this.until.set(this.nanoTime.getAsLong() + LENGTH);
		}
	}

}
