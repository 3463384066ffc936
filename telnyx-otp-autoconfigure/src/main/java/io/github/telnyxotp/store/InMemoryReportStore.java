package io.github.telnyxotp.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;

/**
 * Keeps a bounded number of early reports in the memory of one process.
 *
 * @since 0.1
 */
public final class InMemoryReportStore implements ReportStore {

	static final int MOST = 10_000;

	private static final long KEPT = TimeUnit.SECONDS.toNanos(60);

	private final LongSupplier nanoTime;

	// Oldest first, since a second report about the same takes the place of the first
	private final Map<VerificationId, Early> reports = new LinkedHashMap<>();

	/**
	 * Without reports.
	 */
	public InMemoryReportStore() {
		this(System::nanoTime);
	}

	InMemoryReportStore(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public synchronized void keep(VerificationId verification, Delivery report) {
		long now = this.nanoTime.getAsLong();
		forget(now, MOST - 1);
		this.reports.merge(verification, new Early(report, now), Early::further);
	}

	@Override
	public synchronized Optional<Delivery> take(VerificationId verification) {
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
