package io.github.telnyxotp.flow;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import io.github.telnyxotp.webhook.Signer;
import io.github.telnyxotp.webhook.WebhookCounts;
import io.github.telnyxotp.webhook.WebhookInbox;
import io.github.telnyxotp.webhook.WebhookOutcome;
import io.github.telnyxotp.webhook.WebhookPublicKey;
import io.github.telnyxotp.webhook.WebhookSignature;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast the next message follows, with signatures, store, outbox and timer as
 * they are in an application, and prints the figures. No test, since a busy machine would
 * fail it; docs/operations.md says how to run it.
 */
public final class ReactionTimes implements TelnyxClient {

	private static final String PROFILE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

	private static final int EVENTS = 2000;

	private static final int PER_SECOND = 200;

	private static final Duration WAIT = Duration.ofSeconds(20);

	private final Map<PhoneNumber, VerificationId> first = new ConcurrentHashMap<>();

	private final Map<PhoneNumber, Long> second = new ConcurrentHashMap<>();

	private final CountDownLatch followed;

	private final ExecutorService outbox = Executors.newFixedThreadPool(16);

	private final InMemoryChallengeStore store = new InMemoryChallengeStore(Clock.systemUTC(), 100_000);

	private final OtpFlow flow;

	private ReactionTimes(Duration wait) {
		this.followed = new CountDownLatch(EVENTS);
		Map<Channel, Duration> waits = Map.of(Channel.WHATSAPP, wait, Channel.SMS, Duration.ofMinutes(4));
		this.flow = new OtpFlow(new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), waits)),
				Unrestrained.with(List.of(Channel.values())), this.store, this, this.outbox, Told.nobody());
	}

	/**
	 * Measures for half a minute.
	 * @param arguments none
	 * @throws InterruptedException if somebody stops it
	 */
	public static void main(String[] arguments) throws InterruptedException {
		new ReactionTimes(Duration.ofMinutes(4)).webhooks(false);
		new ReactionTimes(Duration.ofMinutes(4)).webhooks(true);
		new ReactionTimes(WAIT).timer();
	}

	private void webhooks(boolean warm) throws InterruptedException {
		begin();
		WebhookInbox inbox = new WebhookInbox(new WebhookSignature(List.of(WebhookPublicKey.of(Signer.PUBLIC_KEY)),
				Duration.ofSeconds(300), Clock.systemUTC()), PROFILE, this.flow, new WebhookCounts(),
				Clock.systemUTC());
		Signer signer = new Signer();
		long[] received = new long[EVENTS];
		long[] answered = new long[EVENTS];
		evenly((each) -> {
			byte[] body = Signer
				.report("event-" + each, "verify.failed", this.first.get(phone(each)).value(), PROFILE, "failed")
				.getBytes(StandardCharsets.UTF_8);
			Map<String, List<String>> headers = signer.headers(Clock.systemUTC().instant(), body);
			received[each] = System.nanoTime();
			WebhookOutcome outcome = inbox.receive((name) -> headers.getOrDefault(name, List.of()), body);
			answered[each] = System.nanoTime() - received[each];
			if (outcome != WebhookOutcome.ACCEPTED) {
				throw new IllegalStateException("A webhook was " + outcome);
			}
		});
		this.followed.await();
		this.outbox.shutdown();
		if (warm) {
			print("failed webhook to next request", followed(received), 20);
			print("answer to a webhook at " + PER_SECOND + "/s", answered, 50);
		}
	}

	private void timer() throws InterruptedException {
		long[] due = new long[EVENTS];
		ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
		// As often as the timer of the auto-configuration
		ticker.scheduleWithFixedDelay(new DueMoves(this.store, this.flow), 0, 100, TimeUnit.MILLISECONDS);
		evenly((each) -> {
			begin(each);
			due[each] = System.nanoTime() + WAIT.toNanos();
		});
		this.followed.await();
		ticker.shutdown();
		this.outbox.shutdown();
		print("due wait to next request", followed(due), 250);
	}

	private void begin() throws InterruptedException {
		for (int each = 0; each < EVENTS; each++) {
			begin(each);
		}
		while (this.first.size() < EVENTS) {
			TimeUnit.MILLISECONDS.sleep(1);
		}
	}

	private ChallengeId begin(int each) {
		Owner owner = new Owner("user-" + each, Purpose.SECOND_FACTOR);
		return ((SendDecision.Granted) this.flow.begin(owner, phone(each), null)).challenge();
	}

	private static void evenly(IntConsumer step) throws InterruptedException {
		long start = System.nanoTime();
		for (int each = 0; each < EVENTS; each++) {
			long pause = start + TimeUnit.SECONDS.toNanos(each) / PER_SECOND - System.nanoTime();
			TimeUnit.NANOSECONDS.sleep(pause);
			step.accept(each);
		}
	}

	private long[] followed(long[] since) {
		long[] times = new long[EVENTS];
		Arrays.setAll(times, (each) -> this.second.get(phone(each)) - since[each]);
		return times;
	}

	@SuppressWarnings("SystemOut") // what it is for
	private static void print(String what, long[] nanos, int target) {
		Arrays.sort(nanos);
		System.out.printf(Locale.ROOT, "%-36s p50 %8.3f ms   p99 %8.3f ms   max %8.3f ms   (p99 shall be <= %d ms)%n",
				what, nanos[EVENTS / 2] / 1e6, nanos[EVENTS * 99 / 100] / 1e6, nanos[EVENTS - 1] / 1e6, target);
	}

	private static PhoneNumber phone(int each) {
		return new PhoneNumber("+1555" + (1_000_000 + each));
	}

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		VerificationId verification = new VerificationId(UUID.randomUUID().toString());
		if (channel == Channel.WHATSAPP) {
			this.first.put(phone, verification);
		}
		else if (this.second.putIfAbsent(phone, System.nanoTime()) == null) {
			this.followed.countDown();
		}
		return new SendAnswer.Accepted(verification);
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		return CheckAnswer.UNAVAILABLE;
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return VerificationStatus.UNKNOWN;
	}

}
