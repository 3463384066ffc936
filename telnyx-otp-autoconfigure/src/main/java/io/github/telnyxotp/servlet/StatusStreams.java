package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * All pages that are told at once how their challenge stands: one for the application.
 * One thread looks twice a second for news of all of them, and no stream holds a thread
 * of its own. There are 1000 streams at the most; whoever is refused asks for the status
 * now and then instead. Of more than 3 for one challenge the oldest gives way, which most
 * often belongs to a page that was left.
 * <p>
 * It stops before the web server does, which would wait for the streams to end.
 *
 * @since 0.1
 */
public final class StatusStreams implements SmartLifecycle {

	private static final int MOST = 1000;

	private static final int MOST_OF_ONE_CHALLENGE = 3;

	private final OtpSecondFactor secondFactor;

	private final Duration period;

	/** The oldest first. */
	private final Queue<StatusStream> streams = new ConcurrentLinkedQueue<>();

	private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();

	/**
	 * Streams of these challenges; none until {@link #start}.
	 * @param secondFactor who knows how challenges stand
	 */
	public StatusStreams(OtpSecondFactor secondFactor) {
		this(secondFactor, Duration.ofMillis(500));
	}

	StatusStreams(OtpSecondFactor secondFactor, Duration period) {
		this.secondFactor = secondFactor;
		this.period = period;
	}

	/**
	 * Turns a reply into a stream. A challenge that is over is told once.
	 * @return {@code false} if there is no room; the reply is as it was
	 */
	boolean open(HttpServletRequest request, HttpServletResponse response, OtpContext context) throws IOException {
		WatchedChallenge challenge = WatchedChallenge.of(request, context, this.secondFactor);
		StatusStream stream = new StatusStream(challenge);
		if (!request.isAsyncSupported() || !admit(stream)) {
			return false;
		}
		boolean live = false;
		try {
			live = stream.begin(request, response);
		}
		finally {
			if (!live) {
				this.streams.remove(stream);
			}
		}
		if (!isRunning()) {
			// Stopped meanwhile, and perhaps too early to be among those ended
			stream.end();
		}
		return true;
	}

	private boolean admit(StatusStream stream) {
		synchronized (this.streams) {
			List<StatusStream> same = this.streams.stream().filter(stream::isOfSameChallenge).toList();
			if (same.size() >= MOST_OF_ONE_CHALLENGE && !giveWay(same.get(0))) {
				return false;
			}
			return isRunning() && this.streams.size() < MOST && this.streams.add(stream);
		}
	}

	private boolean giveWay(StatusStream oldest) {
		return oldest.giveWay() && this.streams.remove(oldest);
	}

	/** Looks for news of every stream and forgets those that have ended. */
	void look() {
		this.streams.removeIf((stream) -> !stream.look());
	}

	/** How many streams take up room. */
	int size() {
		return this.streams.size();
	}

	@Override
	public void start() {
		ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor((run) -> {
			Thread named = new Thread(run, "telnyx-otp-streams");
			named.setDaemon(true);
			return named;
		});
		if (this.thread.compareAndSet(null, fresh)) {
			fresh.scheduleWithFixedDelay(this::look, this.period.toMillis(), this.period.toMillis(),
					TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void stop() {
		ScheduledExecutorService running = this.thread.getAndSet(null);
		if (running != null) {
			running.shutdown();
		}
		this.streams.forEach(StatusStream::end);
		this.streams.clear();
	}

	@Override
	public boolean isRunning() {
		return this.thread.get() != null;
	}

}
