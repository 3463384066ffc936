package io.github.telnyxotp.telnyx;

import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.telnyxotp.CapturedLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WarningsTests {

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);

	private final Warnings warnings = new Warnings(this.now::get);

	@Test
	void eachKindIsToldOnceAMinute() {
		try (CapturedLog log = new CapturedLog(HttpTelnyxClient.class.getName(), Level.INFO)) {
			this.warnings.misconfigured(401);
			this.warnings.misconfigured(401);
			this.warnings.misconfigured(403);
			this.warnings.contractBroken();
			this.warnings.contractBroken();
			this.warnings.notReached(new ConnectException("to +13125550100"));
			assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly("Telnyx answered with status 401; check API key, account, verify profile and base URL",
						"Telnyx answered with status 403; check API key, account, verify profile and base URL",
						"Telnyx answered with success, but the content is not what the API promises",
						"A call to Telnyx broke off: ConnectException");
			this.now.addAndGet(TimeUnit.SECONDS.toNanos(59));
			this.warnings.misconfigured(401);
			assertThat(log.events()).hasSize(4);
			this.now.addAndGet(TimeUnit.SECONDS.toNanos(1));
			this.warnings.misconfigured(401);
			this.warnings.misconfigured(401);
			assertThat(log.events()).hasSize(5);
		}
	}

}
