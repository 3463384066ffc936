package io.github.telnyxotp.telnyx;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what is wrong with key, account or provider: the first time, then at
 * most once a minute for each kind. Nothing that Telnyx wrote is in it but the status
 * number.
 */
final class Warnings {

	private static final Logger LOGGER = LoggerFactory.getLogger(HttpTelnyxClient.class);

	private static final long QUIET_TIME = TimeUnit.MINUTES.toNanos(1);

	// One entry for each status and each class of exception, so it stays small
	private final ConcurrentMap<String, Long> told = new ConcurrentHashMap<>();

	private final LongSupplier nanoTime;

	Warnings(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	void misconfigured(int status) {
		if (isDue("status " + status)) {
			LOGGER.warn("Telnyx answered with status {}; check API key, account, verify profile and base URL", status);
		}
	}

	void refused(int status) {
		if (isDue("status " + status)) {
			LOGGER.warn("Telnyx answered with status {}; if that lasts, see its status page and the verify profile",
					status);
		}
	}

	void contractBroken() {
		if (isDue("contract")) {
			LOGGER.warn("Telnyx answered with success, but the content is not what the API promises");
		}
	}

	void notReached(Exception cause) {
		String kind = cause.getClass().getSimpleName();
		if (isDue(kind)) {
			LOGGER.warn("A call to Telnyx broke off: {}", kind);
		}
	}

	void unsafe() {
		if (isDue("unsafe")) {
			LOGGER.error("Nothing is asked of Telnyx: loggers below org.apache.hc.client5.http log at DEBUG and would "
					+ "show keys and codes. Raise their level, or use Logback, where they are silenced");
		}
	}

	private boolean isDue(String kind) {
		long now = this.nanoTime.getAsLong();
		Long last = this.told.putIfAbsent(kind, now);
		return last == null || (now - last >= QUIET_TIME && this.told.replace(kind, last, now));
	}

}
