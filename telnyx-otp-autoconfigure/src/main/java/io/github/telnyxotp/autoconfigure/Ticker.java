package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Runs a task about ten times a second while the application runs, a little unevenly, so
 * that many nodes do not ask their store at the same moment.
 */
final class Ticker implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(Ticker.class);

	private static final long PERIOD_MILLIS = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final Runnable task;

	private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();

	Ticker(Runnable task) {
		this.task = task;
	}

	@Override
	public void start() {
		ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor((run) -> {
			Thread named = new Thread(run, "telnyx-otp-ticker");
			named.setDaemon(true);
			return named;
		});
		if (this.thread.compareAndSet(null, fresh)) {
			long first = ThreadLocalRandom.current().nextLong(PERIOD_MILLIS);
			fresh.scheduleWithFixedDelay(this::run, first, PERIOD_MILLIS - first / 10, TimeUnit.MILLISECONDS);
		}
	}

	/** A task that fails once must not be the end of all that follow. */
	private void run() {
		try {
			this.task.run();
		}
		catch (RuntimeException | Error ex) {
			logger.error("What is due could not be done; it is tried again", ex);
		}
	}

	@Override
	public void stop() {
		ScheduledExecutorService running = this.thread.getAndSet(null);
		if (running == null) {
			return;
		}
		running.shutdown();
		try {
			running.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread.get() != null;
	}

}
