package io.github.telnyxotp.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Told;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebhookInbox}, with a real flow behind it.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebhookInboxTests {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final String PROFILE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

	private static final Set<WebhookOutcome> REFUSED = EnumSet.of(WebhookOutcome.UNSIGNED, WebhookOutcome.MALFORMED,
			WebhookOutcome.TOO_LARGE);

	/** Ways to be wrong that are noticed before the signature is checked. */
	private static final List<Integer> CHEAP = List.of(0, 1, 2, 3, 6);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Telephone telnyx = new Telephone();

	private final SwitchedStore store = new SwitchedStore(new InMemoryChallengeStore(this.clock, 5000));

	private final List<OtpEvent> events = new CopyOnWriteArrayList<>();

	private final OtpFlow flow = new OtpFlow(
			new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of())),
			Unrestrained.with(List.of(Channel.values())), this.store, this.telnyx, Runnable::run,
			Told.to(this.events::add));

	private final WebhookCounts counts = new WebhookCounts();

	private final WebhookInbox inbox = new WebhookInbox(
			new WebhookSignature(List.of(WebhookPublicKey.of(Signer.PUBLIC_KEY)), Duration.ofSeconds(300), this.clock),
			PROFILE, this.flow, this.counts, this.clock);

	@Test
	@DisplayName("SEC-42 the same event 100 times at once has one effect and 100 good answers")
	void sameEventAtOnceHasOneEffect() throws Exception {
		begin();
		String report = failed("event-1");
		try (Race race = new Race()) {
			List<WebhookOutcome> outcomes = race.run(100, (each) -> () -> post(report));
			assertThat(outcomes).containsOnlyOnce(WebhookOutcome.ACCEPTED);
			assertThat(outcomes).filteredOn(WebhookOutcome.DUPLICATE::equals).hasSize(99);
		}
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(this.counts.of(WebhookOutcome.DUPLICATE)).isEqualTo(99);
	}

	@Test
	@DisplayName("SEC-43 1000 signed failures with ids of their own make one message more")
	void manyFailuresMakeOneMessageMore() {
		begin();
		for (int each = 0; each < 1000; each++) {
			assertThat(post(failed("event-" + each))).isEqualTo(WebhookOutcome.ACCEPTED);
		}
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-42 events that share the id of their verification are told apart")
	void eventsThatShareAnIdAreToldApart() {
		ChallengeId id = begin();
		String verification = this.telnyx.verification(0);
		assertThat(post(Signer.report(verification, "verify.sent", verification, PROFILE, "sent")))
			.isEqualTo(WebhookOutcome.ACCEPTED);
		assertThat(post(Signer.report(verification, "verify.delivered", verification, PROFILE, "delivered")))
			.isEqualTo(WebhookOutcome.ACCEPTED);
		assertThat(post(Signer.report(verification, "verify.delivered", verification, PROFILE, "delivered")))
			.isEqualTo(WebhookOutcome.DUPLICATE);
		assertThat(steps(id)).containsExactly(new Step(Channel.WHATSAPP, Delivery.DELIVERED));
	}

	@Test
	@DisplayName("SEC-42 an event is remembered for a day, also when it is signed anew")
	void eventIsRememberedForADay() {
		begin();
		post(failed("event-1"));
		this.clock.forward(Duration.ofHours(24).minusMillis(1));
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.DUPLICATE);
		this.clock.forward(Duration.ofMillis(1));
		assertThat(post(failed("event-1"))).isNotEqualTo(WebhookOutcome.DUPLICATE);
	}

	@ParameterizedTest
	@MethodSource("orders")
	@DisplayName("SEC-44 sent, delivered, failed and failed again end the same in every order")
	void everyOrderEndsTheSame(List<String> order) {
		ChallengeId id = begin();
		String verification = this.telnyx.verification(0);
		for (String each : order) {
			String status = each.substring(0, each.length() - 1);
			post(Signer.report("event-" + each, "verify." + status, verification, PROFILE, status));
		}
		assertThat(steps(id).get(0)).isEqualTo(new Step(Channel.WHATSAPP, Delivery.DELIVERED));
		assertThat(this.telnyx.sent).hasSizeLessThanOrEqualTo(2);
	}

	static Stream<List<String>> orders() {
		return orders(List.of("sent1", "delivered1", "failed1", "failed1"));
	}

	private static Stream<List<String>> orders(List<String> rest) {
		if (rest.isEmpty()) {
			return Stream.of(List.of());
		}
		return Stream.iterate(0, (each) -> each < rest.size(), (each) -> each + 1).flatMap((each) -> {
			List<String> others = new ArrayList<>(rest);
			String first = others.remove((int) each);
			return orders(others).map((tail) -> Stream.concat(Stream.of(first), tail.stream()).toList());
		});
	}

	@Test
	@DisplayName("SEC-44 a webhook that comes before our call has returned has its effect once")
	void earlyWebhookHasItsEffectOnce() {
		this.telnyx.before = () -> {
			assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.STRANGER);
			this.telnyx.before = null;
		};
		begin();
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.DUPLICATE);
		assertThat(post(failed("event-2"))).isEqualTo(WebhookOutcome.ACCEPTED);
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	@DisplayName("SEC-45 when the store is away a webhook leaves no trace, and works when it comes again")
	void webhookMayComeAgain() {
		begin();
		this.store.away.set(true);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.UNAVAILABLE);
		assertThat(WebhookOutcome.UNAVAILABLE.status()).isEqualTo(503);
		this.store.away.set(false);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.ACCEPTED);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.DUPLICATE);
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-45 what breaks inside is an outcome too, and may come again")
	void breakdownIsAnOutcome() {
		begin();
		this.store.broken.set(true);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.UNAVAILABLE);
		this.store.broken.set(false);
		assertThat(post(failed("event-1"))).isEqualTo(WebhookOutcome.ACCEPTED);
	}

	@Test
	@DisplayName("SEC-43 a completion changes nothing")
	void completionChangesNothing() {
		ChallengeId id = begin();
		ChallengeStatus before = this.flow.status(id, ALICE).orElseThrow();
		for (String type : List.of("verify.completed", "verification.complete")) {
			String report = Signer.report("event-1", type, this.telnyx.verification(0), PROFILE, "delivered");
			assertThat(post(report.replace("pending", "accepted"))).isEqualTo(WebhookOutcome.HINT);
		}
		assertThat(this.flow.status(id, ALICE)).contains(before);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.events).filteredOn(OtpEvent.Completed.class::isInstance)
			.hasSize(2)
			.allSatisfy((event) -> assertThat(event).hasFieldOrPropertyWithValue("status", "accepted"));
	}

	@Test
	@DisplayName("SEC-68 a completion that comes again is told once, and one that could not be kept comes again")
	void completionIsToldOnce() {
		begin();
		String report = failed("event-1").replace("verify.failed", "verify.completed");
		this.store.broken.set(true);
		assertThat(post(report)).isEqualTo(WebhookOutcome.UNAVAILABLE);
		this.store.broken.set(false);
		assertThat(post(report)).isEqualTo(WebhookOutcome.HINT);
		assertThat(post(report)).isEqualTo(WebhookOutcome.DUPLICATE);
		assertThat(this.events).filteredOn(OtpEvent.Completed.class::isInstance).hasSize(1);
	}

	@Test
	@DisplayName("SEC-44 unknown types, profiles and ids are answered well and have no effect")
	void othersAreIgnored() {
		begin();
		String verification = this.telnyx.verification(0);
		assertThat(post(Signer.report("1", "x.y", verification, PROFILE, "failed"))).isEqualTo(WebhookOutcome.IGNORED);
		assertThat(post(Signer.report("1", "verify.failed", verification, verification, "failed")))
			.isEqualTo(WebhookOutcome.IGNORED);
		assertThat(post(Signer.report("1", "verify.failed", "ver-1", PROFILE, "failed")))
			.isEqualTo(WebhookOutcome.IGNORED);
		assertThat(WebhookOutcome.IGNORED.status()).isEqualTo(204);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.counts.of(WebhookOutcome.IGNORED)).isEqualTo(3);
	}

	@Test
	@DisplayName("SEC-41 what is not signed is not even parsed")
	void unsignedIsNotParsed() {
		byte[] nonsense = "not json".getBytes(StandardCharsets.UTF_8);
		assertThat(this.inbox.receive((name) -> List.of(), nonsense)).isEqualTo(WebhookOutcome.UNSIGNED);
		assertThat(this.inbox
			.receive(Signer.lookUp(new Signer(Signer.OTHER_SEED).headers(this.clock.instant(), nonsense)), nonsense))
			.isEqualTo(WebhookOutcome.UNSIGNED);
		assertThat(post("not json")).isEqualTo(WebhookOutcome.MALFORMED);
	}

	@Test
	@DisplayName("SEC-70 64 KiB are taken and one byte more is not, signed or not")
	void sizeIsBounded() {
		begin();
		String report = failed("event-1");
		String largest = report + " ".repeat(WebhookInbox.LARGEST_BODY - report.length());
		assertThat(post(largest + " ")).isEqualTo(WebhookOutcome.TOO_LARGE);
		assertThat(post(largest)).isEqualTo(WebhookOutcome.ACCEPTED);
	}

	@ParameterizedTest
	@CsvSource({ "POST, application/json, ,", "POST, application/json;charset=utf-8, ,",
			"POST, 'Application/JSON ; charset=\"UTF-8\"', ,", "GET, application/json, , WRONG_METHOD",
			"post, application/json, , WRONG_METHOD", "PUT, application/json, , WRONG_METHOD",
			"OPTIONS, application/json, , WRONG_METHOD", "HEAD, , , WRONG_METHOD", "POST, , , WRONG_TYPE",
			"POST, text/plain, , WRONG_TYPE", "POST, application/x-www-form-urlencoded, , WRONG_TYPE",
			"POST, application/json;charset=utf-16, , WRONG_TYPE", "POST, application/jsonp, , WRONG_TYPE",
			"POST, application/json, gzip, WRONG_TYPE", "POST, application/json, identity, WRONG_TYPE" })
	@DisplayName("SEC-45 only posted, plain JSON is looked at")
	void onlyPostedJsonIsLookedAt(String method, @Nullable String type, @Nullable String encoding,
			@Nullable WebhookOutcome refusal) {
		Optional<WebhookOutcome> outcome = this.inbox.refusal(method, (name) -> switch (name) {
			case "content-type" -> Stream.ofNullable(type).toList();
			case "content-encoding" -> Stream.ofNullable(encoding).toList();
			default -> List.of();
		});
		assertThat(outcome).isEqualTo(Optional.ofNullable(refusal));
	}

	@ParameterizedTest
	@ValueSource(strings = { "65537", "100000000000000000000", "-1", "x", "" })
	@DisplayName("SEC-70 a body that says that it is too long is not read")
	void longBodyIsNotRead(String length) {
		Map<String, List<String>> headers = Map.of("content-type", List.of("application/json"), "content-length",
				List.of(length));
		assertThat(this.inbox.refusal("POST", Signer.lookUp(headers))).contains(WebhookOutcome.TOO_LARGE);
		assertThat(this.inbox.refusal("POST",
				(name) -> name.equals("content-length") ? List.of("65536") : headers.getOrDefault(name, List.of())))
			.isEmpty();
	}

	@Test
	@DisplayName("SEC-46 of unsigned webhooks operators hear at once, then once a minute")
	void unsignedIsToldOnceAMinute(CapturedOutput output) {
		for (int each = 0; each < 100; each++) {
			this.inbox.receive((name) -> List.of("secret-" + name), new byte[0]);
		}
		assertThat(output)
			.containsOnlyOnce("Refused 1 webhooks without a valid signature, the last one for its HEADERS");
		this.clock.forward(Duration.ofMinutes(1));
		this.inbox.receive((name) -> List.of("secret-" + name), new byte[0]);
		assertThat(output).containsOnlyOnce("Refused 100 webhooks").doesNotContain("secret-");
		assertThat(this.counts.of(WebhookOutcome.UNSIGNED)).isEqualTo(101);
	}

	@Test
	@DisplayName("SEC-67 no code, no number and no body is in the log")
	void logTellsNothing(CapturedOutput output) {
		begin();
		post(failed("event-1"));
		post(failed("event-1").replace("verify.failed", "verify.completed"));
		post(failed("event-2") + "x");
		this.store.broken.set(true);
		post(failed("event-3"));
		assertThat(output).doesNotContain("739154").doesNotContain("5550006").doesNotContain("custom_code");
	}

	@Test
	@DisplayName("SEC-41 of 120000 broken webhooks none is accepted and none breaks anything")
	void brokenWebhooksAreRefused() {
		begin();
		Random random = new Random(41);
		byte[] body = failed("event-1").getBytes(StandardCharsets.UTF_8);
		Map<String, List<String>> good = new Signer().headers(this.clock.instant(), body);
		for (int each = 0; each < 120_000; each++) {
			Map<String, List<String>> headers = new HashMap<>(good);
			byte[] changed = broken(headers, body, random);
			assertThat(this.inbox.receive(Signer.lookUp(headers), changed)).isIn(REFUSED);
		}
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.inbox.receive(Signer.lookUp(good), body)).isEqualTo(WebhookOutcome.ACCEPTED);
	}

	/** One of many ways to be wrong; the cheap ones are more frequent. */
	private static byte[] broken(Map<String, List<String>> headers, byte[] body, Random random) {
		String name = random.nextBoolean() ? WebhookSignature.SIGNATURE : WebhookSignature.TIMESTAMP;
		String value = headers.get(name).get(0);
		switch ((random.nextInt(20) == 0) ? random.nextInt(10) : CHEAP.get(random.nextInt(CHEAP.size()))) {
			case 0 -> headers.put(name, List.of());
			case 1 -> headers.put(name, Collections.nCopies(2, value));
			case 2 -> headers.put(name, List.of(text(random, random.nextInt(100))));
			case 3 -> headers.put(name, List.of(value.substring(0, random.nextInt(value.length()))));
			case 4, 5 -> headers.put(name, List.of(changed(value, random)));
			case 6 -> headers.put(name, List.of(value + text(random, 1)));
			case 7 -> {
				byte[] noise = new byte[random.nextInt(300)];
				random.nextBytes(noise);
				return noise;
			}
			case 8 -> {
				return Arrays.copyOf(body, random.nextInt(body.length));
			}
			default -> {
				byte[] flipped = body.clone();
				flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
				return flipped;
			}
		}
		return body;
	}

	private static String changed(String value, Random random) {
		int place = random.nextInt(value.length());
		char other;
		do {
			other = (char) (' ' + random.nextInt(95));
		}
		while (other == value.charAt(place));
		return value.substring(0, place) + other + value.substring(place + 1);
	}

	private static String text(Random random, int length) {
		return random.ints(length, 0, 0xd800).collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {
		}).toString();
	}

	private WebhookOutcome post(String report) {
		byte[] body = report.getBytes(StandardCharsets.UTF_8);
		return this.inbox.receive(Signer.lookUp(new Signer().headers(this.clock.instant(), body)), body);
	}

	private String failed(String eventId) {
		return Signer.report(eventId, "verify.failed", this.telnyx.verification(0), PROFILE, "delivery_failed");
	}

	private ChallengeId begin() {
		return ((SendDecision.Granted) this.flow.begin(ALICE, PHONE, null)).challenge();
	}

	private List<Step> steps(ChallengeId id) {
		return this.flow.status(id, ALICE).orElseThrow().steps();
	}

	/**
	 * Takes every order.
	 */
	private static final class Telephone implements TelnyxClient {

		private final List<Channel> sent = new CopyOnWriteArrayList<>();

		private @Nullable Runnable before;

		@Override
		public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
			this.sent.add(channel);
			String verification = verification(this.sent.size() - 1);
			if (this.before != null) {
				this.before.run();
			}
			return new SendAnswer.Accepted(new VerificationId(verification));
		}

		@Override
		public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
			return CheckAnswer.WRONG;
		}

		@Override
		public VerificationStatus retrieve(VerificationId verification) {
			return VerificationStatus.UNKNOWN;
		}

		private String verification(int number) {
			return new UUID(7, number).toString();
		}

	}

	/**
	 * A store that can be away.
	 *
	 * @param store the store
	 * @param away whether it is out of reach
	 * @param broken whether it fails as nobody foresaw
	 */
	private record SwitchedStore(ChallengeStore store, AtomicBoolean away,
			AtomicBoolean broken) implements ChallengeStore {

		private SwitchedStore(ChallengeStore store) {
			this(store, new AtomicBoolean(), new AtomicBoolean());
		}

		@Override
		public <R> R apply(ChallengeId id, Rule<R> rule) {
			return this.store.apply(id, rule);
		}

		@Override
		public Set<ChallengeId> find(PhoneNumber phone) {
			return this.store.find(phone);
		}

		@Override
		public Optional<ChallengeId> find(VerificationId verification) {
			if (this.away.get()) {
				throw new StoreUnavailableException("away");
			}
			if (this.broken.get()) {
				throw new IllegalStateException("broken");
			}
			return this.store.find(verification);
		}

		@Override
		public List<ChallengeId> due(int limit) {
			return this.store.due(limit);
		}

	}

}
