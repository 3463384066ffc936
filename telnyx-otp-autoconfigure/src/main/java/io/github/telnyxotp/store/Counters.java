package io.github.telnyxotp.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.telnyxotp.limit.Charge;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of counters. The cache drops one after nobody has asked for it for the
 * whole time that it can take to become empty, so never one that somebody may still
 * charge. When there is no room, those that are empty already leave at once; new ones are
 * refused if that does not help.
 */
final class Counters {

	private static final Log logger = LogFactory.getLog(InMemoryLimitStore.class);

	private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

	private static final long BETWEEN_WARNINGS = Duration.ofMinutes(1).toNanos();

	private final ForwardTime time;

	private final int maximumSize;

	private final AtomicInteger size = new AtomicInteger();

	private final AtomicLong nextSweep;

	private final AtomicLong nextWarning;

	private final Cache<Charge, Counter> cache;

	Counters(ForwardTime time, int maximumSize) {
		this.time = time;
		this.maximumSize = maximumSize;
		this.nextSweep = new AtomicLong(time.latest());
		this.nextWarning = new AtomicLong(time.latest());
		this.cache = Caffeine.newBuilder()
			.expireAfter(new Unused())
			.ticker(time::latest)
			.executor(Runnable::run)
			.evictionListener((charge, counter, cause) -> this.size.decrementAndGet())
			.build();
	}

	@Nullable Counter find(Charge charge) {
		return this.cache.getIfPresent(charge);
	}

	/** The counter, new if need be; nothing if there is no room for it. */
	@Nullable Counter obtain(Charge charge, long now) {
		Counter known = this.cache.getIfPresent(charge);
		if (known != null) {
			return known;
		}
		hasRoomFor(1, now);
		return this.cache.asMap().computeIfAbsent(charge, (absent) -> create(absent, now));
	}

	/** Whether so many more find room, if need be after those that are empty left. */
	boolean hasRoomFor(int more, long now) {
		if (this.size.get() <= this.maximumSize - more) {
			return true;
		}
		makeRoom(now);
		boolean room = this.size.get() <= this.maximumSize - more;
		if (!room) {
			warn(now);
		}
		return room;
	}

	/** Forgets a counter that has ended. */
	void remove(Charge charge, Counter retired) {
		if (this.cache.asMap().remove(charge, retired)) {
			this.size.decrementAndGet();
		}
	}

	int size() {
		return this.size.get();
	}

	private @Nullable Counter create(Charge charge, long now) {
		if (this.size.incrementAndGet() > this.maximumSize) {
			this.size.decrementAndGet();
			return null;
		}
		return new Counter(charge.limit().rate(), now);
	}

	/** Seldom, since a flood of new names must not make everybody look at every name. */
	private void makeRoom(long now) {
		if (!comes(this.nextSweep, now, BETWEEN_SWEEPS)) {
			return;
		}
		this.cache.cleanUp();
		for (Map.Entry<Charge, Counter> each : this.cache.asMap().entrySet()) {
			if (each.getValue().retire(now)) {
				remove(each.getKey(), each.getValue());
			}
		}
	}

	private void warn(long now) {
		if (comes(this.nextWarning, now, BETWEEN_WARNINGS)) {
			logger.warn("All " + this.maximumSize + " counters of limits are in use, and requests that need another "
					+ "are refused. Raise telnyx.otp.counters.maximum-size if this is no attack");
		}
	}

	private static boolean comes(AtomicLong next, long now, long pause) {
		long due = next.get();
		return now >= due && next.compareAndSet(due, now + pause);
	}

	/**
	 * At least one full emptying after the last use. A little longer is set now and then,
	 * which costs less than setting it anew each time.
	 */
	private static final class Unused implements Expiry<Charge, Counter> {

		@Override
		public long expireAfterCreate(Charge charge, Counter counter, long now) {
			return whole(counter);
		}

		@Override
		public long expireAfterUpdate(Charge charge, Counter counter, long now, long left) {
			return left;
		}

		@Override
		public long expireAfterRead(Charge charge, Counter counter, long now, long left) {
			return (left > counter.rate().capacity()) ? left : whole(counter);
		}

		private static long whole(Counter counter) {
			long capacity = counter.rate().capacity();
			return capacity + capacity / 8 + 1;
		}

	}

}
