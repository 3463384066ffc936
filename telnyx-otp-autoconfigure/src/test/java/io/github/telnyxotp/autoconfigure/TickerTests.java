package io.github.telnyxotp.autoconfigure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import io.github.telnyxotp.CapturedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ticker}.
 */
@Timeout(20)
class TickerTests {

	private final AtomicInteger runs = new AtomicInteger();

	private final AtomicReference<Thread> thread = new AtomicReference<>();

	private final CountDownLatch third = new CountDownLatch(3);

	@Test
	void aTaskThatFailsIsRunAgain() throws Exception {
		Ticker ticker = new Ticker(this::fail);
		try (CapturedLog log = new CapturedLog(Ticker.class.getName(), Level.ERROR)) {
			ticker.start();
			assertThat(this.third.await(10, TimeUnit.SECONDS)).as("runs after two failures").isTrue();
			assertThat(log.events()).hasSizeGreaterThanOrEqualTo(2);
		}
		finally {
			ticker.stop();
		}
	}

	private void fail() {
		this.third.countDown();
		if (this.runs.incrementAndGet() % 2 == 1) {
			throw new IllegalStateException("It fails");
		}
		throw new NoClassDefFoundError("It fails badly");
	}

	@Test
	void itRunsWhileTheApplicationDoes() throws Exception {
		Ticker ticker = new Ticker(this::run);
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.registerBean(Ticker.class, () -> ticker);
			context.refresh();
			assertThat(ticker.isRunning()).isTrue();
			assertThat(this.third.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(this.thread.get().isDaemon()).isTrue();
		}
		assertThat(ticker.isRunning()).isFalse();
		this.thread.get().join(10_000);
		assertThat(this.thread.get().isAlive()).isFalse();
	}

	private void run() {
		this.thread.set(Thread.currentThread());
		this.third.countDown();
	}

	@Test
	void startedTwiceItRunsOnOneThreadAndCanBeStartedAnew() throws Exception {
		Ticker ticker = new Ticker(this::run);
		ticker.stop();
		ticker.start();
		ticker.start();
		assertThat(this.third.await(10, TimeUnit.SECONDS)).isTrue();
		Thread first = this.thread.get();
		ticker.stop();
		first.join(10_000);
		this.thread.set(null);
		ticker.start();
		while (this.thread.get() == null) {
			Thread.onSpinWait();
		}
		ticker.stop();
		assertThat(this.thread.get()).isNotSameAs(first);
		assertThat(first.isAlive()).isFalse();
	}

	@Test
	void whoeverIsInterruptedWhileItStopsStaysSo() {
		CountDownLatch never = new CountDownLatch(1);
		Ticker ticker = new Ticker(() -> {
			this.third.countDown();
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		ticker.start();
		while (this.third.getCount() == 3) {
			Thread.onSpinWait();
		}
		Thread.currentThread().interrupt();
		ticker.stop();
		assertThat(Thread.interrupted()).isTrue();
		never.countDown();
	}

}
