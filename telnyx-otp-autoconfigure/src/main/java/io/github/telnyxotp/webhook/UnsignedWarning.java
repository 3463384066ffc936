package io.github.telnyxotp.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of webhooks that nobody signed: the first one, then at most once a
 * minute, since anybody can send any number of them. Nothing of what was sent is in it.
 */
final class UnsignedWarning {

	private static final Logger LOGGER = LoggerFactory.getLogger(WebhookInbox.class);

	private static final long QUIET_MILLIS = Duration.ofMinutes(1).toMillis();

	private final InstantSource clock;

	private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);

	private final AtomicLong untold = new AtomicLong();

	UnsignedWarning(InstantSource clock) {
		this.clock = clock;
	}

	void refused(Proof.Flaw flaw) {
		this.untold.incrementAndGet();
		long now = this.clock.millis();
		long last = this.due.get();
		if (now >= last && this.due.compareAndSet(last, now + QUIET_MILLIS)) {
			LOGGER.warn(
					"Refused {} webhooks without a valid signature, the last one for its {}; if they are from Telnyx, "
							+ "check telnyx.otp.webhook.public-keys and the clock of this server",
					this.untold.getAndSet(0), flaw);
		}
	}

}
