package io.github.telnyxotp.flow;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EarlyReports}.
 */
class EarlyReportsTests {

	private static final VerificationId V1 = ScriptedTelnyx.verification(1);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final EarlyReports early = new EarlyReports(this.nanos::get);

	@Test
	void theFurthestReportIsGivenOutOnce() {
		this.early.keep(V1, Delivery.SENT);
		this.early.keep(V1, Delivery.FAILED);
		this.early.keep(V1, Delivery.UNCONFIRMED);
		assertThat(this.early.take(ScriptedTelnyx.verification(2))).isEmpty();
		assertThat(this.early.take(V1)).contains(Delivery.FAILED);
		assertThat(this.early.take(V1)).isEmpty();
	}

	@Test
	void reportIsKeptForAMinute() {
		this.early.keep(V1, Delivery.FAILED);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60) - 1);
		this.early.keep(ScriptedTelnyx.verification(2), Delivery.FAILED);
		assertThat(this.early.take(V1)).contains(Delivery.FAILED);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
		assertThat(this.early.take(ScriptedTelnyx.verification(2))).isEmpty();
	}

	@Test
	@DisplayName("SEC-70 the number of early reports is bounded; the oldest goes")
	void numberIsBounded() {
		for (int each = 0; each <= EarlyReports.MOST; each++) {
			this.early.keep(ScriptedTelnyx.verification(each), Delivery.SENT);
		}
		assertThat(this.early.take(ScriptedTelnyx.verification(0))).isEmpty();
		assertThat(this.early.take(ScriptedTelnyx.verification(1))).contains(Delivery.SENT);
		assertThat(this.early.take(ScriptedTelnyx.verification(EarlyReports.MOST))).contains(Delivery.SENT);
	}

}
