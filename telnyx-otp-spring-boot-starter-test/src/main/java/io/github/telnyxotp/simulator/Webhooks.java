package io.github.telnyxotp.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Posts webhooks: signed, up to three times until the receiver says 2xx, in order for
 * each verification, and only to this machine.
 */
final class Webhooks {

	private static final Duration DEADLINE = Duration.ofSeconds(2);

	private static final int ATTEMPTS = 3;

	private static final long BACKOFF_MILLIS = 100;

	private static final int WAITING = 10_000;

	private static final int KEPT = 20;

	private final Deque<Map<String, @Nullable Object>> posted = new ConcurrentLinkedDeque<>();

	private final Map<String, CompletableFuture<?>> lastOf = new ConcurrentHashMap<>();

	private final WebhookKey key;

	private final InstantSource clock;

	private final Executor executor;

	private final HttpClient client;

	private volatile @Nullable URI url;

	/** Events of an earlier epoch are dropped: their test is over. */
	private volatile int epoch;

	Webhooks(WebhookKey key, InstantSource clock, Executor executor) {
		this.key = key;
		this.clock = clock;
		this.executor = executor;
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(DEADLINE)
			.executor(executor)
			.build();
	}

	void url(@Nullable URI url) {
		if (url != null && !Loopback.isName(url.getHost())) {
			throw new BadControl("Webhooks go to localhost, 127.0.0.1 or [::1] only");
		}
		this.url = url;
	}

	@Nullable URI url() {
		return this.url;
	}

	/** Posts an event after the earlier ones of the same verification. */
	void post(String verificationId, Map<String, @Nullable Object> data) {
		URI target = this.url;
		if (target == null || this.lastOf.size() >= WAITING) {
			return;
		}
		int posted = this.epoch;
		this.lastOf.compute(verificationId, (id, last) -> {
			CompletableFuture<?> before = (last != null) ? last : CompletableFuture.completedFuture(null);
			CompletableFuture<?> next = before.handleAsync((done, ex) -> null, this.executor)
				.thenCompose((done) -> attempt(target, data, 1, posted));
			next.whenComplete((done, ex) -> forget(id, next));
			return next;
		});
	}

	/** The last webhooks as they were posted, the newest first. */
	List<Map<String, @Nullable Object>> posted() {
		return List.copyOf(this.posted);
	}

	void reset() {
		this.posted.clear();
		this.epoch++;
		this.lastOf.clear();
	}

	private void forget(String id, CompletableFuture<?> done) {
		// Not here: this may still run inside the computation that stores it
		this.executor.execute(() -> this.lastOf.remove(id, done));
	}

	private CompletableFuture<?> attempt(URI target, Map<String, @Nullable Object> data, int number, int posted) {
		if (posted != this.epoch) {
			return CompletableFuture.completedFuture(null);
		}
		return this.client.sendAsync(request(target, data, number), HttpResponse.BodyHandlers.discarding())
			.handle((response, ex) -> response != null && response.statusCode() / 100 == 2)
			.thenCompose((done) -> (done || number == ATTEMPTS) ? CompletableFuture.completedFuture(null)
					: again(target, data, number + 1, posted));
	}

	private CompletableFuture<?> again(URI target, Map<String, @Nullable Object> data, int number, int posted) {
		long wait = BACKOFF_MILLIS << (number - 2);
		return CompletableFuture.runAsync(() -> {
		}, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, this.executor))
			.thenCompose((done) -> attempt(target, data, number, posted));
	}

	private HttpRequest request(URI target, Map<String, @Nullable Object> data, int number) {
		byte[] body = Json
			.write(Json.map("data", data, "meta", Json.map("attempt", number, "delivered_to", target.toString())));
		String timestamp = String.valueOf(this.clock.instant().getEpochSecond());
		String signature = this.key.sign(timestamp, body);
		keep(timestamp, signature, body);
		return HttpRequest.newBuilder(target)
			.timeout(DEADLINE)
			.header("Content-Type", "application/json")
			.header("User-Agent", "telnyx-webhooks")
			.header("telnyx-signature-ed25519", signature)
			.header("telnyx-timestamp", timestamp)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build();
	}

	private void keep(String timestamp, String signature, byte[] body) {
		this.posted.addFirst(Json.map("timestamp", timestamp, "signature", signature, "body",
				new String(body, StandardCharsets.UTF_8)));
		while (this.posted.size() > KEPT) {
			this.posted.pollLast();
		}
	}

}
