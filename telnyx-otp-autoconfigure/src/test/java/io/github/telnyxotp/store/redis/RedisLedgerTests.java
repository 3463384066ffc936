package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.MarkStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.lettuce.core.ClientOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisLedger}.
 */
class RedisLedgerTests {

	private static final String V1 = "11111111-1111-1111-1111-111111111111";

	/** As the documentation lists them. */
	private static final String RIGHTS = "-@all +eval +evalsha +time +get +set +psetex +del +pttl +pexpire +zadd +zrem"
			+ " +zcard +zscore +zmscore +zpopmin +zrangebylex +zrangebyscore +zremrangebyscore +info +ping +hello +auth +client";

	private final LocalRedis redis = LocalRedis.start();

	@AfterEach
	void end() {
		this.redis.close();
	}

	@Test
	@DisplayName("SEC-55 a user with the rights of the documentation can do all, one with the wrong password nothing")
	void leastRights() {
		acl("SETUSER", "otp", "on", ">good", "~telnyx-otp:*");
		Stream.of(RIGHTS.split(" ")).forEach((right) -> acl("SETUSER", "otp", right));
		try (RedisLedger ledger = ledger("good")) {
			useAll(ledger);
		}
		try (RedisLedger ledger = ledger("bad")) {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> useAll(ledger));
		}
	}

	@Test
	void marksAreTakenOnceAndKeptForADay() {
		try (RedisLedger one = ledger(""); RedisLedger two = ledger("")) {
			MarkStore marks = one.marks();
			assertThat(marks.take("a")).isTrue();
			assertThat(two.marks().take("a")).isFalse();
			assertThat(longest()).isBetween(1L, 60_000L);
			marks.keep("a");
			assertThat(longest()).isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
			assertThat(two.marks().take("a")).isFalse();
			marks.giveBack("a");
			assertThat(two.marks().take("a")).isTrue();
		}
	}

	@Test
	void furthestReportIsGivenOutOnceForAllNodes() {
		try (RedisLedger one = ledger(""); RedisLedger two = ledger("")) {
			ReportStore reports = one.reports();
			VerificationId verification = new VerificationId(V1);
			reports.keep(verification, Delivery.SENT);
			two.reports().keep(verification, Delivery.FAILED);
			reports.keep(verification, Delivery.SENT);
			assertThat(longest()).isBetween(1L, 60_000L);
			assertThat(two.reports().take(verification)).contains(Delivery.FAILED);
			assertThat(reports.take(verification)).isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-55 Lettuce neither waits, nor keeps commands, nor sends them later")
	void connectionsAreQuick() {
		LettuceConnectionFactory quick = QuickConnections.like(this.redis.connections());
		ClientOptions options = quick.getClientConfiguration().getClientOptions().orElseThrow();
		assertThat(quick.getClientConfiguration().getCommandTimeout()).isLessThanOrEqualTo(Duration.ofMillis(500));
		assertThat(options.getSocketOptions().getConnectTimeout()).isLessThanOrEqualTo(Duration.ofSeconds(1));
		assertThat(options.getDisconnectedBehavior()).isEqualTo(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS);
		assertThat(options.getRequestQueueSize()).isLessThan(10_000);
		assertThat(options.getReplayFilter().test(null)).isTrue();
		quick.destroy();
	}

	private static void useAll(RedisLedger ledger) {
		Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));
		ChallengeStore store = ledger.challenges(10);
		PhoneNumber phone = new PhoneNumber("+15550100001");
		ChallengeId id = ChallengeId.random();
		store.apply(id,
				rules.life()
					.open(id, new Claimant(new Owner("alice", Purpose.SECOND_FACTOR), phone, Origin.NONE),
							List.of(Channel.SMS)));
		store.apply(id, rules.sends().claim(1));
		store.apply(id, rules.sends().sent(1, new SendAnswer.Accepted(new VerificationId(V1))));
		assertThat(store.find(phone)).containsExactly(id);
		assertThat(store.find(new VerificationId(V1))).contains(id);
		store.due(10);
		store.apply(id, rules.life().abandon());
		store.apply(id, (challenge, now) -> new Change<>(null, true));
		assertThat(store.find(phone)).isEmpty();
		assertThat(ledger.marks().take("a")).isTrue();
		ledger.marks().keep("a");
		ledger.marks().giveBack("a");
		count(ledger, phone);
		assertThat(ledger.evictionPolicy()).isEqualTo("noeviction");
	}

	private static void count(RedisLedger ledger, PhoneNumber phone) {
		Limit three = new Limit("three", Action.SEND, StandardKey.PHONE, 3, Duration.ofMinutes(10), Mode.ENFORCE);
		List<Charge> charges = List.of(new Charge(three, "a"));
		assertThat(ledger.limits(10).take(charges, 1)).isEqualTo(Decision.GRANTED);
		ledger.limits(10).giveBack(charges, 1);
		FailureStore failures = ledger.failures(new FailureRules(30, Duration.ofDays(30)), 10);
		failures.reserve("alice", phone);
		failures.giveBack("alice", phone);
		failures.reserve(null, phone);
		failures.succeeded("alice", phone);
		failures.reset(phone);
		failures.reset("alice");
		assertThat(failures.stopped("alice", phone)).isFalse();
		KnownNumbers known = ledger.knownNumbers(1);
		known.add(phone);
		known.add(new PhoneNumber("+15550100002"));
		assertThat(known.contains(phone)).isFalse();
		known.remove(phone);
	}

	private void acl(String... words) {
		byte[][] arguments = Stream.of(words)
			.map((word) -> word.getBytes(StandardCharsets.UTF_8))
			.toArray(byte[][]::new);
		this.redis.tell((connection) -> connection.execute("ACL", arguments));
	}

	private long longest() {
		return this.redis.tell((connection) -> connection.keyCommands()
			.keys("*".getBytes(StandardCharsets.UTF_8))
			.stream()
			.mapToLong((key) -> connection.keyCommands().pTtl(key))
			.max()
			.orElseThrow());
	}

	private RedisLedger ledger(String password) {
		RedisStandaloneConfiguration server = new RedisStandaloneConfiguration("127.0.0.1", this.redis.port());
		if (!password.isEmpty()) {
			server.setUsername("otp");
			server.setPassword(password);
		}
		return new RedisLedger(new LettuceConnectionFactory(server), "telnyx-otp:", RedisStores.SEALER,
				RedisStores.HASH);
	}

}
