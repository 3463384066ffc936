package io.github.telnyxotp.store;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InMemoryReportStore}.
 */
class InMemoryReportStoreTests {

	private static final VerificationId V1 = verification(1);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final InMemoryReportStore early = new InMemoryReportStore(this.nanos::get);

	@Test
	void theFurthestReportIsGivenOutOnce() {
		this.early.keep(V1, Delivery.SENT);
		this.early.keep(V1, Delivery.FAILED);
		this.early.keep(V1, Delivery.UNCONFIRMED);
		assertThat(this.early.take(verification(2))).isEmpty();
		assertThat(this.early.take(V1)).contains(Delivery.FAILED);
		assertThat(this.early.take(V1)).isEmpty();
	}

	@Test
	void reportIsKeptForAMinute() {
		this.early.keep(V1, Delivery.FAILED);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
		this.early.keep(verification(2), Delivery.FAILED);
		assertThat(this.early.take(V1)).contains(Delivery.FAILED);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
		assertThat(this.early.take(verification(2))).isEmpty();
	}

	@Test
	@DisplayName("SEC-70 the number of early reports is bounded; the oldest goes")
	void numberIsBounded() {
		for (int each = 0; each <= InMemoryReportStore.MOST; each++) {
			this.early.keep(verification(each), Delivery.SENT);
		}
		assertThat(this.early.take(verification(0))).isEmpty();
		assertThat(this.early.take(verification(1))).contains(Delivery.SENT);
		assertThat(this.early.take(verification(InMemoryReportStore.MOST))).contains(Delivery.SENT);
	}

	private static VerificationId verification(int number) {
		return new VerificationId(new UUID(0, number).toString());
	}

}
