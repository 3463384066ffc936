package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a budget is for. It rolls in buckets: an expense counts for at least the
 * whole period, and for at most one bucket longer. So no period of this length, wherever
 * it begins, holds more than the budget (SEC-16).
 *
 * @since 0.1
 */
public enum Period {

	/** Any 60 minutes, in buckets of 5 minutes. */
	HOUR(Duration.ofMinutes(5), 12),

	/** Any 24 hours, in buckets of one hour. */
	DAY(Duration.ofHours(1), 24);

	private final Duration width;

	private final int buckets;

	Period(Duration width, int buckets) {
		this.width = width;
		this.buckets = buckets;
	}

	/**
	 * How long it is.
	 * @return an hour or a day
	 */
	public Duration length() {
		return this.width.multipliedBy(this.buckets);
	}

	long bucket(Instant time) {
		return Math.floorDiv(time.getEpochSecond(), this.width.toSeconds());
	}

	/** Whether an expense of that bucket still counts. */
	boolean holds(long bucket, Instant now) {
		return bucket >= bucket(now) - this.buckets;
	}

	/** When expenses of that bucket count no longer. */
	Instant end(long bucket) {
		return Instant.ofEpochSecond((bucket + this.buckets + 1) * this.width.toSeconds());
	}

}
