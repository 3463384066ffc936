package io.github.telnyxotp.servlet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Told;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.webhook.Signer;
import io.github.telnyxotp.webhook.WebhookCounts;
import io.github.telnyxotp.webhook.WebhookInbox;
import io.github.telnyxotp.webhook.WebhookOutcome;
import io.github.telnyxotp.webhook.WebhookPublicKey;
import io.github.telnyxotp.webhook.WebhookSignature;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 100 000 webhooks that nobody signed, or not so, and some thousand that were signed but
 * make no sense. Each starts as a good one. The label is jqwik's display name.
 */
class WebhookFuzzTests {

	private static final String PROFILE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

	private static final String TIMESTAMP = "telnyx-timestamp";

	private static final String SIGNATURE = "telnyx-signature-ed25519";

	private static final byte[] BODY = Signer
		.report("event-1", "verify.failed", new UUID(0, 1).toString(), PROFILE, "failed")
		.getBytes(StandardCharsets.UTF_8);

	private static final Instant NOW = Instant.parse("2026-03-01T10:15:33Z");

	private static final Signer SIGNER = new Signer();

	private static final Map<String, List<String>> HEADERS = SIGNER.headers(NOW, BODY);

	private static final WebhookCounts COUNTS = new WebhookCounts();

	private static final WebhookFilter DOOR = door();

	@Example
	@Label("SEC-41 the webhook that is spoilt below is good")
	void originalIsGood() {
		assertThat(status(BODY, HEADERS)).isEqualTo(WebhookOutcome.STRANGER.status());
	}

	@Property(tries = 100_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE,
			generation = GenerationMode.RANDOMIZED)
	@Label("SEC-41 of 100 000 spoilt webhooks none is accepted and none troubles the server")
	void spoiltIsRefused(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		Map<String, List<String>> headers = new HashMap<>(HEADERS);
		byte[] body = spoil(headers, random);
		long before = taken();
		assertThat(status(body, headers)).isBetween(400, 499);
		assertThat(taken()).isEqualTo(before);
	}

	@Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
	@Label("SEC-41 signed nonsense is malformed or let pass without effect")
	void signedNonsenseHasNoEffect(@ForAll("seeds") long seed) {
		Random random = new Random(seed);
		byte[] body = nonsense(random);
		long before = COUNTS.of(WebhookOutcome.ACCEPTED);
		assertThat(status(body, SIGNER.headers(NOW, body))).isIn(200, 204, 400, 413);
		assertThat(COUNTS.of(WebhookOutcome.ACCEPTED)).isEqualTo(before);
	}

	@Example
	@Label("SEC-45 signed JSON of any depth is malformed and overflows nothing")
	void deepJsonIsMalformed() {
		for (String open : List.of("[", "{\"a\":", "{\"data\":", "[{\"a\":")) {
			for (int depth : List.of(33, 1000, WebhookInbox.LARGEST_BODY / open.length())) {
				byte[] body = open.repeat(depth).getBytes(StandardCharsets.UTF_8);
				assertThat(status(body, SIGNER.headers(NOW, body))).isEqualTo(400);
			}
		}
	}

	@Provide
	Arbitrary<Long> seeds() {
		return Arbitraries.longs().withDistribution(RandomDistribution.uniform());
	}

	/** Spoils at least one of body, time, signature and type, and returns the body. */
	private static byte[] spoil(Map<String, List<String>> headers, Random random) {
		return switch (random.nextInt(12)) {
			case 0 -> flipped(BODY, random);
			case 1 -> Arrays.copyOf(BODY, random.nextInt(BODY.length));
			case 2 -> Arrays.copyOf(BODY, BODY.length + 1 + random.nextInt(100));
			case 3 -> bytes(random, random.nextInt(300));
			case 4 -> bytes(random, (random.nextInt(50) == 0) ? WebhookInbox.LARGEST_BODY + random.nextInt(3) : 1);
			case 5 -> unchanged(headers, TIMESTAMP, List.of(otherTime(random)));
			case 6 -> unchanged(headers, SIGNATURE, List.of(otherSignature(random)));
			case 7 -> unchanged(headers, SIGNATURE, List.of(text(random)));
			case 8 -> unchanged(headers, TIMESTAMP, List.of(text(random)));
			case 9 -> unchanged(headers, random.nextBoolean() ? TIMESTAMP : SIGNATURE,
					random.nextBoolean() ? List.of() : twice(headers, random));
			case 10 -> unchanged(headers, "content-type", List.of(text(random)));
			default -> unchanged(headers, "content-encoding", List.of(text(random)));
		};
	}

	private static byte[] unchanged(Map<String, List<String>> headers, String name, List<String> values) {
		headers.put(name, values);
		return BODY;
	}

	private static List<String> twice(Map<String, List<String>> headers, Random random) {
		String name = random.nextBoolean() ? TIMESTAMP : SIGNATURE;
		String value = headers.get(name).get(0);
		return List.of(value, random.nextBoolean() ? value : text(random));
	}

	private static String otherTime(Random random) {
		long other = NOW.getEpochSecond() + (random.nextBoolean() ? 1 : -1) * (1L + random.nextInt(1000));
		return random.nextBoolean() ? String.valueOf(other) : "0" + NOW.getEpochSecond();
	}

	private static String otherSignature(Random random) {
		byte[] signature = Base64.getDecoder().decode(HEADERS.get(SIGNATURE).get(0));
		byte[] other = switch (random.nextInt(4)) {
			case 0 -> flipped(signature, random);
			case 1 -> Arrays.copyOf(signature, random.nextInt(64));
			case 2 -> Arrays.copyOf(signature, 65 + random.nextInt(64));
			default -> bytes(random, 64);
		};
		return Base64.getEncoder().encodeToString(other);
	}

	/** The good body with some of its letters exchanged for others that JSON knows. */
	private static byte[] nonsense(Random random) {
		byte[] signs = "{}[]\":,0e-\\ua\u0000\n\u007f\u00e9".getBytes(StandardCharsets.UTF_8);
		byte[] body = (random.nextInt(100) == 0) ? bytes(random, random.nextInt(WebhookInbox.LARGEST_BODY + 100))
				: BODY.clone();
		for (int each = random.nextInt(6); each >= 0 && body.length > 0; each--) {
			body[random.nextInt(body.length)] = signs[random.nextInt(signs.length)];
		}
		return random.nextBoolean() ? body : Arrays.copyOf(body, random.nextInt(body.length + 1));
	}

	private static byte[] flipped(byte[] bytes, Random random) {
		byte[] flipped = bytes.clone();
		flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
		return flipped;
	}

	private static byte[] bytes(Random random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	private static String text(Random random) {
		return switch (random.nextInt(4)) {
			case 0 -> "";
			case 1 -> new String(bytes(random, 64), StandardCharsets.ISO_8859_1);
			case 2 -> "9".repeat(1 + random.nextInt(100));
			default -> HEADERS.get(SIGNATURE).get(0).substring(random.nextInt(88)) + (char) random.nextInt(0x10000);
		};
	}

	private static long taken() {
		return COUNTS.of(WebhookOutcome.ACCEPTED) + COUNTS.of(WebhookOutcome.STRANGER)
				+ COUNTS.of(WebhookOutcome.DUPLICATE);
	}

	private static int status(byte[] body, Map<String, List<String>> headers) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/telnyx/webhooks/verify");
		headers.forEach((name, values) -> values.forEach((value) -> request.addHeader(name, value)));
		if (!headers.containsKey("content-type")) {
			request.addHeader("content-type", "application/json");
		}
		request.setContent(body);
		MockHttpServletResponse response = new MockHttpServletResponse();
		DOOR.doFilter(request, response, new MockFilterChain());
		return response.getStatus();
	}

	private static WebhookFilter door() {
		TestClock clock = new TestClock(NOW);
		OtpFlow flow = new OtpFlow(new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of())),
				Unrestrained.with(List.of(Channel.values())), new InMemoryChallengeStore(clock, 10), new FakeTelnyx(),
				Runnable::run, Told.nobody());
		WebhookSignature signature = new WebhookSignature(List.of(WebhookPublicKey.of(Signer.PUBLIC_KEY)),
				Duration.ofSeconds(300), clock);
		return new WebhookFilter(new WebhookInbox(signature, PROFILE, flow, COUNTS, clock));
	}

}
