package io.github.telnyxotp.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
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

	/**
	 * Streams of these challenges, looked after at another pace.
	 * @param secondFactor who knows how challenges stand
	 * @param period from one look to the next, more than zero
	 */
	public StatusStreams(OtpSecondFactor secondFactor, Duration period) {
		this.secondFactor = secondFactor;
		this.period = period;
	}

	/**
	 * Turns a reply into a stream. A challenge that is over is told once.
	 * @param exchange the request
	 * @param context whose challenge it is, and which
	 * @return what the door has to write, or nothing if there is no room
	 */
	public Optional<Reply> open(Exchange exchange, OtpContext context) {
		StatusStream stream = new StatusStream(WatchedChallenge.of(exchange, context, this.secondFactor), this);
		if (!exchange.canStream() || !admit(stream)) {
			return Optional.empty();
		}
		boolean begun = false;
		try {
			Reply reply = stream.begin();
			begun = true;
			return Optional.of(reply);
		}
		finally {
			if (!begun) {
				remove(stream);
			}
		}
	}

	void remove(StatusStream stream) {
		this.streams.remove(stream);
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

	/**
	 * Looks for news of every stream and forgets those that have ended. Called by one
	 * thread at a time, by itself once it is started.
	 */
	public void look() {
		this.streams.removeIf((stream) -> !stream.look());
	}

	/**
	 * How many streams take up room.
	 * @return from 0 to 1000
	 */
	public int size() {
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
