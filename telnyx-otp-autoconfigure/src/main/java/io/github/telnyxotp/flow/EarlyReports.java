package io.github.telnyxotp.flow;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;

/**
 * Reports that were faster than the answer to the sending they are about. A bounded
 * number is kept, each for a minute and only in the memory of this process. Who is
 * forgotten loses little: the next channel comes by time then. Safe for use by many
 * threads.
 */
final class EarlyReports {

	static final int MOST = 10_000;

	private static final long KEPT = TimeUnit.SECONDS.toNanos(60);

	private final LongSupplier nanoTime;

	// Oldest first, since a second report about the same takes the place of the first
	private final Map<VerificationId, Early> reports = new LinkedHashMap<>();

	EarlyReports(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	synchronized void keep(VerificationId verification, Delivery report) {
		long now = this.nanoTime.getAsLong();
		forget(now, MOST - 1);
		this.reports.merge(verification, new Early(report, now), Early::further);
	}

	/** The furthest report about a verification, which is then no longer kept. */
	synchronized Optional<Delivery> take(VerificationId verification) {
		forget(this.nanoTime.getAsLong(), MOST);
		return Optional.ofNullable(this.reports.remove(verification)).map(Early::delivery);
	}

	private void forget(long now, int most) {
		Iterator<Early> oldest = this.reports.values().iterator();
		while (oldest.hasNext() && (now - oldest.next().since() >= KEPT || this.reports.size() > most)) {
			oldest.remove();
		}
	}

	/**
	 * A report and its age.
	 *
	 * @param delivery the report
	 * @param since when the first one about the same message came, in nanoseconds of no
	 * particular clock
	 */
	private record Early(Delivery delivery, long since) {

		private Early further(Early other) {
			return (other.delivery.compareTo(this.delivery) > 0) ? new Early(other.delivery, this.since) : this;
		}

	}

}
