package io.github.telnyxotp.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.page.OtpJson;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * One page that is told how its challenge stands, as server-sent events. It ends with the
 * challenge, with the session, or after five minutes; then the browser may open another.
 *
 * @since 0.1
 */
public final class StatusStream {

	private static final Log logger = LogFactory.getLog(StatusStream.class);

	/** Fifteen seconds: proxies close what is silent, and only writing finds the dead. */
	private static final int LOOKS_PER_HEARTBEAT = 30;

	private static final String HEARTBEAT = ":\n\n";

	private static final String NOT_SOON = "retry: 600000\n\n";

	private final WatchedChallenge challenge;

	private final StatusStreams streams;

	private final AtomicReference<@Nullable News> told = new AtomicReference<>();

	private final AtomicInteger quiet = new AtomicInteger();

	private final AtomicReference<@Nullable StatusSink> sink = new AtomicReference<>();

	StatusStream(WatchedChallenge challenge, StatusStreams streams) {
		this.challenge = challenge;
		this.streams = streams;
	}

	boolean isOfSameChallenge(StatusStream other) {
		return this.challenge.id() != null && this.challenge.id().equals(other.challenge.id());
	}

	/** The first event goes together with the head. */
	Reply begin() {
		ChallengeStatus status = this.challenge.status().orElse(null);
		this.told.set(News.of(status));
		return new Reply(200, Map.of("X-Accel-Buffering", "no"), MediaType.TEXT_EVENT_STREAM,
				"retry: 3000\n" + event(status), this);
	}

	/**
	 * Whether there is more to tell than the first event.
	 * @return {@code false} if that was the last one too, so that this is an ordinary
	 * reply
	 */
	public boolean isLive() {
		News first = this.told.get();
		return first != null && first.state() != null && !first.state().terminal();
	}

	/**
	 * Goes on, once the first event was written. To be called only while
	 * {@link #isLive()}.
	 * @param open where to
	 */
	public void goOn(StatusSink open) {
		this.sink.set(open);
		if (!this.streams.isRunning()) {
			// Stopped meanwhile, and perhaps too early to be among those ended
			open.end();
		}
	}

	/**
	 * Makes room again unless the stream goes on. To be called when the door is done with
	 * the reply, whatever came of it.
	 */
	public void settle() {
		if (this.sink.get() == null) {
			this.streams.remove(this);
		}
	}

	/**
	 * Tells what is new. Called by one thread at a time.
	 * @return {@code false} once the stream has ended
	 */
	boolean look() {
		StatusSink open = this.sink.get();
		if (open == null) {
			// Still being begun
			return true;
		}
		try {
			look(open);
		}
		catch (RuntimeException ex) {
			logger.warn("The status of a challenge could not be told; its page asks for it instead", ex);
			open.end();
		}
		return !open.isOver();
	}

	private void look(StatusSink open) {
		ChallengeStatus status = this.challenge.follow().orElse(null);
		News news = News.of(status);
		if (!news.equals(this.told.getAndSet(news))) {
			this.quiet.set(0);
			open.write(bytes(event(status)));
		}
		else if (this.quiet.incrementAndGet() >= LOOKS_PER_HEARTBEAT) {
			this.quiet.set(0);
			open.writeIfIdle(bytes(HEARTBEAT));
		}
		if (isOver(status) || !this.challenge.isCurrent()) {
			open.finish();
		}
	}

	/**
	 * Ends the stream because there are newer ones. Its page, if it is still there, is
	 * told not to come back soon, or they would drive each other out for ever.
	 * @return {@code false} if it is still being begun, and stays
	 */
	boolean giveWay() {
		StatusSink open = this.sink.get();
		if (open == null) {
			return false;
		}
		open.write(bytes(NOT_SOON));
		// One that reads nothing would live on uncounted
		open.end();
		return true;
	}

	/** Ends the stream now, whatever is still to be written. */
	void end() {
		StatusSink open = this.sink.get();
		if (open != null) {
			open.end();
		}
	}

	private static boolean isOver(@Nullable ChallengeStatus status) {
		return status == null || status.state().terminal();
	}

	private static String event(@Nullable ChallengeStatus status) {
		return "event: status\ndata: " + OtpJson.status(status, List.of()) + "\n\n";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What is worth an event: everything but the times, which the page counts itself.
	 *
	 * @param state where the challenge stands, {@code null} if there is none
	 * @param steps the sendings so far
	 * @param channels the channels to choose from
	 * @param attemptsLeft how many codes may still be submitted
	 * @param next what is sent by itself, or {@code null}
	 */
	private record News(@Nullable State state, List<Step> steps, List<Channel> channels, int attemptsLeft,
			@Nullable Channel next) {

		static News of(@Nullable ChallengeStatus status) {
			if (status == null) {
				return new News(null, List.of(), List.of(), 0, null);
			}
			Next next = status.next();
			return new News(status.state(), status.steps(), status.channels(), status.attemptsLeft(),
					(next != null) ? next.channel() : null);
		}

	}

}
