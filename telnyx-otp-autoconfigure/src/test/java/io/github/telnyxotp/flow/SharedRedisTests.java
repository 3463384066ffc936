package io.github.telnyxotp.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.redis.RedisLedger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes that share one Redis, each with connections of its own.
 */
class SharedRedisTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private static final String NEWER = "fedcba9876543210fedcba9876543210";

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final List<RedisLedger> ledgers = new ArrayList<>();

	private final Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30),
			Map.of(Channel.WHATSAPP, Duration.ofSeconds(20))));

	private final ScriptedTelnyx telnyx = new ScriptedTelnyx();

	private final OtpFlow one = flow(ledger(SECRET));

	private final OtpFlow two = flow(ledger(SECRET));

	private final Race race = new Race();

	@AfterEach
	void end() {
		this.race.close();
		this.ledgers.forEach(RedisLedger::close);
	}

	@Test
	@DisplayName("SEC-10 SEC-16 of 100 wrong codes at once on two nodes at most five reach Telnyx")
	void wrongCodesOnTwoNodes() throws Exception {
		for (int round = 0; round < 20; round++) {
			ChallengeId id = begin(this.one);
			this.telnyx.checked.clear();
			this.race.run(100, (each) -> () -> node(each).verify(id, ALICE, PHONE, "0000%02d".formatted(each)));
			assertThat(this.telnyx.checked).hasSize(5);
			redis.clear();
		}
	}

	@Test
	@DisplayName("SEC-04 of 50 right codes at once on two nodes exactly one succeeds")
	void rightCodesOnTwoNodes() throws Exception {
		for (int round = 0; round < 50; round++) {
			ChallengeId id = begin(this.one);
			List<Verdict> verdicts = this.race.run(50,
					(each) -> () -> node(each).verify(id, ALICE, PHONE, ScriptedTelnyx.RIGHT));
			assertThat(verdicts).filteredOn(Verdict.Accepted.class::isInstance).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-06 of many who begin for one phone on two nodes at once one can submit a code")
	void beginOnTwoNodes() throws Exception {
		for (int round = 0; round < 50; round++) {
			List<ChallengeId> ids = new CopyOnWriteArrayList<>();
			this.race.run(8, (each) -> begins(node(each), ids));
			assertThat(ids).filteredOn((id) -> isOpen(id)).hasSize(1);
			redis.clear();
		}
	}

	@Test
	void reportOnAnotherNodeThatOvertakesTheAnswerLeadsToTheNextChannel() {
		VerificationId verification = new VerificationId(UUID.randomUUID().toString());
		this.telnyx.sendAnswers.add(() -> {
			assertThat(this.two.delivery(verification, Delivery.FAILED)).isEqualTo(Receipt.STRANGER);
			return new SendAnswer.Accepted(verification);
		});
		begin(this.one);
		assertThat(this.telnyx.channels()).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-30 Redis holds no number and no bare hash of one, and every key has a time to live")
	void nothingCanBeReadInRedis() throws Exception {
		List<PhoneNumber> phones = new ArrayList<>();
		for (int each = 0; each < 200; each++) {
			PhoneNumber phone = new PhoneNumber("+1555010" + (1000 + each));
			phones.add(phone);
			OtpFlow flow = node(each);
			ChallengeId id = ((SendDecision.Granted) flow.begin(ALICE, phone, null)).challenge();
			node(each + 1).verify(id, ALICE, phone, (each % 3 == 0) ? ScriptedTelnyx.RIGHT : "000000");
			flow.delivery(new VerificationId(UUID.randomUUID().toString()), Delivery.DELIVERED);
		}
		Map<String, String> dump = dump();
		assertThat(dump).hasSizeGreaterThan(600);
		String all = dump.toString();
		for (PhoneNumber phone : phones) {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(phone.value().getBytes(StandardCharsets.UTF_8));
			assertThat(all).doesNotContain(phone.value().substring(1))
				.doesNotContain(HexFormat.of().formatHex(hash))
				.doesNotContain(new String(hash, StandardCharsets.ISO_8859_1));
		}
		assertThat(all).doesNotContain("alice");
		for (String key : dump.keySet()) {
			assertThat(redis.<Long>tell((connection) -> connection.keyCommands().pTtl(key.getBytes()))).as(key)
				.isBetween(1L, Duration.ofMinutes(6).toMillis() + 1);
		}
	}

	@Test
	@DisplayName("SEC-53 scripts that Redis forgets under load cost no request")
	void scriptFlushUnderLoad() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		List<Boolean> all = this.race.run(5, (each) -> () -> (each == 0) ? flush(over) : load(each, over));
		assertThat(all).containsOnly(true);
	}

	@Test
	@DisplayName("SEC-30 after a change of the secret, challenges from before go on and hold their phone")
	void secretCanBeChanged() {
		ChallengeId first = begin(this.one);
		RedisLedger changed = ledger(NEWER, SECRET);
		OtpFlow newer = flow(changed);
		assertThat(newer.verify(first, ALICE, PHONE, "000000")).isEqualTo(new Verdict.Rejected(4));
		assertThat(changed.challenges(1000).find(PHONE)).containsExactly(first);
		ChallengeId second = begin(newer);
		assertThat(newer.verify(first, ALICE, PHONE, ScriptedTelnyx.RIGHT))
			.isEqualTo(new Verdict.Closed(Verdict.Reason.ABANDONED));
		assertThat(newer.verify(second, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-58 a node with another secret refuses, and overwrites nothing")
	void otherSecretRefuses() {
		ChallengeId id = begin(this.one);
		OtpFlow stranger = flow(ledger(NEWER));
		assertThat(stranger.verify(id, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isEqualTo(new Verdict.Unavailable());
		assertThat(this.one.verify(id, ALICE, PHONE, ScriptedTelnyx.RIGHT)).isInstanceOf(Verdict.Accepted.class);
	}

	@Test
	@DisplayName("SEC-53 a whole check is two round trips on the node that began, and three on another")
	void roundTrips() {
		begin(this.one);
		begin(this.two);
		resetStatistics();
		ChallengeId id = begin(this.one, new PhoneNumber("+15550100002"));
		assertThat(commands()).as("with its message").isEqualTo(9);
		resetStatistics();
		this.one.verify(id, ALICE, new PhoneNumber("+15550100002"), "000000");
		assertThat(commands()).isEqualTo(2);
		resetStatistics();
		this.two.verify(id, ALICE, new PhoneNumber("+15550100002"), "000000");
		assertThat(commands()).isEqualTo(3);
		resetStatistics();
		this.two.verify(id, ALICE, new PhoneNumber("+15550100002"), ScriptedTelnyx.RIGHT);
		assertThat(commands()).isEqualTo(2);
	}

	@Test
	void challengeWithAllItsEntriesTakesAboutOneKilobyte() {
		begin(this.one);
		long before = used();
		for (int each = 0; each < 2000; each++) {
			begin(this.one, new PhoneNumber("+1555020" + (1000 + each)));
		}
		long each = (used() - before) / 2000;
		assertThat(each).as("bytes").isBetween(500L, 1200L);
	}

	private boolean flush(AtomicBoolean over) {
		for (int each = 0; each < 200; each++) {
			redis.tell((connection) -> {
				connection.scriptingCommands().scriptFlush();
				return true;
			});
		}
		over.set(true);
		return true;
	}

	private boolean load(int thread, AtomicBoolean over) {
		PhoneNumber phone = new PhoneNumber("+1555030000" + thread);
		boolean fine = true;
		while (!over.get()) {
			ChallengeId id = begin(node(thread), phone);
			fine &= node(thread + 1).verify(id, ALICE, phone, ScriptedTelnyx.RIGHT) instanceof Verdict.Accepted;
		}
		return fine;
	}

	private static Map<String, String> dump() {
		return redis.tell((connection) -> {
			Map<String, String> all = new TreeMap<>();
			Set<byte[]> keys = connection.keyCommands().keys("*".getBytes());
			for (byte[] key : keys) {
				all.put(new String(key, StandardCharsets.ISO_8859_1),
						new String(connection.keyCommands().dump(key), StandardCharsets.ISO_8859_1));
			}
			return all;
		});
	}

	private static void resetStatistics() {
		redis.tell((connection) -> {
			connection.serverCommands().resetConfigStats();
			return true;
		});
	}

	/** How many requests came, without what scripts do inside and what the test asks. */
	private static long commands() {
		Properties statistics = redis.tell((connection) -> connection.serverCommands().info("commandstats"));
		return statistics.stringPropertyNames()
			.stream()
			.filter((name) -> name.matches("cmdstat_(evalsha|eval|psetex)"))
			.mapToLong((name) -> Long.parseLong(statistics.getProperty(name).replaceAll("calls=(\\d+),.*", "$1")))
			.sum();
	}

	private static long used() {
		Properties memory = redis.tell((connection) -> connection.serverCommands().info("memory"));
		return Long.parseLong(memory.getProperty("used_memory"));
	}

	private Callable<SendDecision> begins(OtpFlow flow, List<ChallengeId> ids) {
		return () -> {
			SendDecision decision = flow.begin(ALICE, PHONE, null);
			if (decision instanceof SendDecision.Granted granted) {
				ids.add(granted.challenge());
			}
			return decision;
		};
	}

	private boolean isOpen(ChallengeId id) {
		return this.two.verify(id, ALICE, PHONE, "000000") instanceof Verdict.Rejected;
	}

	private ChallengeId begin(OtpFlow flow) {
		return begin(flow, PHONE);
	}

	private static ChallengeId begin(OtpFlow flow, PhoneNumber phone) {
		return ((SendDecision.Granted) flow.begin(ALICE, phone, null)).challenge();
	}

	private OtpFlow node(int number) {
		return (number % 2 == 0) ? this.one : this.two;
	}

	private RedisLedger ledger(String... secrets) {
		RedisLedger ledger = new RedisLedger(redis.connections(), "telnyx-otp:", Sealer.of(secrets),
				KeyedHash.of(secrets));
		this.ledgers.add(ledger);
		return ledger;
	}

	private OtpFlow flow(RedisLedger ledger) {
		return new OtpFlow(this.rules, Unrestrained.with(List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL)),
				ledger.challenges(100_000), this.telnyx, Runnable::run, Told.to((event) -> {
				}), Visitors.EVERYBODY, ledger.reports());
	}

}
