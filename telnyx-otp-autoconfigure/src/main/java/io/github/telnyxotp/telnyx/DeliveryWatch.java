package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SlowChannels;

/**
 * Notices a channel that has fallen silent: Telnyx takes its messages, and nothing is
 * reported about any of them. A channel is slow when of at least ten messages, each a
 * minute old or more, none was reported, and none since. One report ends that; so do 15
 * minutes without another message. Before the first report of all nothing is said, since
 * then webhooks may not be set up. It knows what this process sent and was told of, no
 * more. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class DeliveryWatch implements Consumer<OtpEvent>, SlowChannels {

	private static final int ENOUGH = 10;

	private static final long RIPE = Duration.ofMinutes(1).toNanos();

	private static final long OLD = Duration.ofMinutes(15).toNanos();

	private final LongSupplier nanoTime;

	// When the oldest messages left about which nothing is known; more would say no more
	private final Map<Channel, Deque<Long>> unreported = new EnumMap<>(Channel.class);

	private final Set<Channel> reporting = EnumSet.noneOf(Channel.class);

	/**
	 * A watch that has seen nothing.
	 * @param nanoTime the time in nanoseconds, from any start, never going back; usually
	 * {@link System#nanoTime}
	 */
	public DeliveryWatch(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public void accept(OtpEvent event) {
		if (event instanceof OtpEvent.Sent sent && sent.answer() instanceof SendAnswer.Accepted) {
			left(sent.channel());
		}
		else if (event instanceof OtpEvent.Reported reported) {
			told(reported.channel());
		}
	}

	@Override
	public synchronized Set<Channel> now() {
		Set<Channel> slow = EnumSet.noneOf(Channel.class);
		if (this.reporting.isEmpty()) {
			return slow;
		}
		long now = this.nanoTime.getAsLong();
		this.unreported.forEach((channel, messages) -> {
			forgetOld(messages, now);
			if (messages.stream().filter((left) -> now - left >= RIPE).count() >= ENOUGH) {
				slow.add(channel);
			}
		});
		return slow;
	}

	private synchronized void left(Channel channel) {
		long now = this.nanoTime.getAsLong();
		Deque<Long> messages = this.unreported.computeIfAbsent(channel, (key) -> new ArrayDeque<>(ENOUGH));
		forgetOld(messages, now);
		if (messages.size() < ENOUGH) {
			messages.add(now);
		}
	}

	private synchronized void told(Channel channel) {
		this.reporting.add(channel);
		this.unreported.remove(channel);
	}

	private static void forgetOld(Deque<Long> messages, long now) {
		while (!messages.isEmpty() && now - messages.peek() >= OLD) {
			messages.remove();
		}
	}

}
