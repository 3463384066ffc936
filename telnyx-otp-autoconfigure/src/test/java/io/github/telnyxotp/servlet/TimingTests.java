package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether time tells what sort of number a visitor typed. Telnyx takes as long as it
 * does, and the outbox is the usual one. A noisy machine spoils a round, so there are
 * three; a difference that is there is there in each.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = TimingTests.Shop.class,
		properties = { "telnyx.otp.login.enabled=true", "telnyx.otp.login.pace=25ms",
				"telnyx.otp.http.max-connections=300", "telnyx.otp.http.max-waiting=10000" })
class TimingTests {

	private static final Duration SEND = Duration.ofMillis(300);

	private static final Duration CHECK = Duration.ofMillis(8);

	private static final int ROUNDS = 3;

	private static final int STARTS = 1000;

	private static final int VISITS = 20;

	/** Fewer than lock. */
	private static final int GUESSES = 4;

	private final Random random = new Random(28);

	private final Map<Kind, AtomicInteger> used = new EnumMap<>(Kind.class);

	@LocalServerPort
	private int port;

	@Autowired
	@Qualifier("telnyxOtpExecutor")
	private ThreadPoolTaskExecutor outbox;

	@Autowired
	private LateTelnyx telnyx;

	@Test
	@DisplayName("SEC-28 known, unknown, locked and disabled numbers get their first answer after the same time")
	void aLoginStartsAfterTheSameTime() {
		starts(STARTS / 5);
		assertAlike(() -> starts(STARTS));
		// Fewer than began: who types the next number gives up the last
		assertThat(this.telnyx.sent).as("known ones get a message").hasValueGreaterThan(STARTS / 10);
	}

	@Test
	@DisplayName("SEC-28 wrong codes for known, unknown, locked and disabled numbers are answered after the same time")
	void aWrongCodeIsAnsweredAfterTheSameTime() {
		guesses(VISITS / 5);
		int before = this.telnyx.checked.get();
		assertAlike(() -> guesses(VISITS));
		assertThat((this.telnyx.checked.get() - before) % (VISITS * GUESSES)).as("known ones are asked about").isZero();
	}

	private void assertAlike(Supplier<Map<Kind, Samples>> round) {
		List<String> seen = new ArrayList<>();
		for (int each = 0; each < ROUNDS; each++) {
			String differences = differences(round.get());
			if (differences.isEmpty()) {
				return;
			}
			seen.add(differences);
		}
		assertThat(seen).as("what time tells").isEmpty();
	}

	private static String differences(Map<Kind, Samples> round) {
		StringBuilder differences = new StringBuilder();
		for (Kind kind : List.of(Kind.UNKNOWN, Kind.LOCKED, Kind.DISABLED)) {
			String difference = round.get(kind).difference(round.get(Kind.KNOWN));
			differences.append(difference.isEmpty() ? "" : kind + ": " + difference + "; ");
		}
		return differences.toString();
	}

	/** Types numbers of all kinds, in an order drawn by lot. */
	private Map<Kind, Samples> starts(int count) {
		Browser browser = new Browser(this.port);
		String token = Browser.token(browser.get(VisitTests.PHONE));
		browser.accepting(BankTests.JSON);
		Map<Kind, Samples> samples = measure(count, (kind) -> {
			String body = VisitTests.body(number(kind));
			return () -> browser.postJson(VisitTests.PHONE, token, body);
		}, 202);
		settle();
		return samples;
	}

	/** Submits wrong codes in browsers whose challenges have begun. */
	private Map<Kind, Samples> guesses(int visits) {
		Map<Kind, List<Supplier<HttpResponse<String>>>> steps = new EnumMap<>(Kind.class);
		for (Kind kind : Kind.values()) {
			List<Supplier<HttpResponse<String>>> own = new ArrayList<>();
			for (int visit = 0; visit < visits; visit++) {
				Supplier<HttpResponse<String>> guess = visit(kind);
				own.addAll(Collections.nCopies(GUESSES, guess));
			}
			steps.put(kind, own);
		}
		settle();
		return measure(visits * GUESSES, (kind) -> steps.get(kind).remove(0), 401);
	}

	private Supplier<HttpResponse<String>> visit(Kind kind) {
		Browser browser = new Browser(this.port);
		String token = Browser.token(browser.get(VisitTests.PHONE));
		browser.accepting(BankTests.JSON).postJson(VisitTests.PHONE, token, VisitTests.body(number(kind)));
		return () -> browser.postJson(BankTests.PAGE, token, "{\"code\":\"000000\"}");
	}

	private Map<Kind, Samples> measure(int count, Steps steps, int status) {
		List<Kind> order = new ArrayList<>();
		Map<Kind, List<Double>> times = new EnumMap<>(Kind.class);
		for (Kind kind : Kind.values()) {
			order.addAll(Collections.nCopies(count, kind));
			times.put(kind, new ArrayList<>());
		}
		Collections.shuffle(order, this.random);
		for (Kind kind : order) {
			Supplier<HttpResponse<String>> step = steps.next(kind);
			long begun = System.nanoTime();
			HttpResponse<String> response = step.get();
			times.get(kind).add((System.nanoTime() - begun) / 1e6);
			assertThat(response.statusCode()).isEqualTo(status);
		}
		Map<Kind, Samples> samples = new EnumMap<>(Kind.class);
		times.forEach((kind, each) -> samples.put(kind,
				new Samples(each.stream().mapToDouble(Double::doubleValue).toArray())));
		return samples;
	}

	/** Each number is typed once. */
	private String number(Kind kind) {
		int next = this.used.computeIfAbsent(kind, (same) -> new AtomicInteger(this.random.nextInt(50_000)))
			.getAndIncrement();
		return "+15550" + kind.ordinal() + (10_000 + next);
	}

	/** Until the outbox has nothing left to do. */
	private void settle() {
		while (this.outbox.getActiveCount() > 0 || this.outbox.getQueueSize() > 0) {
			LockSupport.parkNanos(SEND.toNanos() / 100);
		}
	}

	/** What a number may be. */
	private enum Kind {

		KNOWN, UNKNOWN, LOCKED, DISABLED

	}

	/** Makes the next step for a kind. */
	private interface Steps {

		Supplier<HttpResponse<String>> next(Kind kind);

	}

	/** A telephone that is far away. */
	static final class LateTelnyx implements TelnyxClient {

		final AtomicInteger sent = new AtomicInteger();

		final AtomicInteger checked = new AtomicInteger();

		@Override
		public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
			this.sent.incrementAndGet();
			LockSupport.parkNanos(SEND.toNanos());
			return new SendAnswer.Accepted(new VerificationId(UUID.randomUUID().toString()));
		}

		@Override
		public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
			this.checked.incrementAndGet();
			LockSupport.parkNanos(CHECK.toNanos());
			return CheckAnswer.WRONG;
		}

		@Override
		public VerificationStatus retrieve(VerificationId verification) {
			return VerificationStatus.PENDING;
		}

	}

	/** An application whose customers sign in by phone. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ LateTelnyx.class, Unlimited.class })
	static class Shop {

		@Bean
		UserDetailsService nobodyHasAPassword() {
			return (name) -> {
				throw new UsernameNotFoundException(name);
			};
		}

		@Bean
		PhoneNumberUserDetailsService customers() {
			return (phone) -> customer(Kind.values()[phone.value().charAt("+15550".length()) - '0']);
		}

		private static UserDetails customer(Kind kind) {
			if (kind == Kind.UNKNOWN) {
				throw new UsernameNotFoundException("nobody");
			}
			return User.withUsername("customer")
				.password("{noop}secret")
				.accountLocked(kind == Kind.LOCKED)
				.disabled(kind == Kind.DISABLED)
				.build();
		}

	}

}
