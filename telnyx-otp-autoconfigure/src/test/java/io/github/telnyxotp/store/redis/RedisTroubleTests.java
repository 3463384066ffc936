package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Change;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a store when its Redis is away, slow, full or a replica.
 */
class RedisTroubleTests {

	private static final Duration MOST = Duration.ofMillis(700);

	private final Rules rules = new Rules(new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));

	private final LocalRedis redis = LocalRedis.start();

	private final RedisLedger ledger = new RedisLedger(this.redis.connections(), "telnyx-otp:", RedisStores.SEALER,
			RedisStores.HASH);

	private final ChallengeStore store = this.ledger.challenges(1000);

	@AfterEach
	void end() {
		this.ledger.close();
		this.redis.close();
	}

	@Test
	@DisplayName("SEC-55 while Redis is stopped all is refused in no time, and works again within five seconds")
	void stopped() throws Exception {
		ChallengeId id = open();
		this.redis.stop();
		refusedQuickly(id);
		this.redis.startAgain();
		worksAgain();
		assertThat(seen(id)).as("a Redis that comes back empty knows no challenge").isFalse();
	}

	@Test
	@DisplayName("SEC-55 while Redis is silent all is refused in less than 700 ms, and nothing is sent to it later")
	void paused() throws Exception {
		ChallengeId id = open();
		this.redis.tell((connection) -> connection.execute("CLIENT", "PAUSE".getBytes(), "2500".getBytes()));
		refusedQuickly(id);
		worksAgain();
		assertThat(attempts(id)).as("at most those that were on their way").isLessThanOrEqualTo(2);
	}

	@Test
	@DisplayName("SEC-55 a full Redis refuses new challenges and serves again when there is room")
	void full() throws Exception {
		open();
		this.redis.tell((connection) -> {
			connection.serverCommands().setConfig("maxmemory-policy", "noeviction");
			connection.serverCommands().setConfig("maxmemory", "1");
			return true;
		});
		assertThat(refusal(this::open)).isLessThan(MOST);
		this.redis.tell((connection) -> {
			connection.serverCommands().setConfig("maxmemory", "0");
			return true;
		});
		worksAgain();
	}

	@Test
	@DisplayName("SEC-55 a Redis that became a replica refuses, and serves again when it is the primary")
	void replica() throws Exception {
		ChallengeId id = open();
		this.redis.tell((connection) -> {
			connection.serverCommands().replicaOf("127.0.0.1", 1);
			return true;
		});
		assertThat(refusal(() -> attempt(id))).isLessThan(MOST);
		assertThat(refusal(this::open)).isLessThan(MOST);
		this.redis.tell((connection) -> {
			connection.serverCommands().replicaOfNoOne();
			return true;
		});
		worksAgain();
		assertThat(attempts(id)).isZero();
	}

	private void refusedQuickly(ChallengeId id) throws Exception {
		try (Race race = new Race()) {
			List<Duration> refusals = race.run(40,
					(each) -> () -> refusal((each % 2 == 0) ? this::open : () -> attempt(id)));
			assertThat(refusals).allSatisfy((took) -> assertThat(took).isLessThan(MOST));
		}
		assertThat(refusal(() -> attempt(id))).isLessThan(MOST);
	}

	/** How long it took to refuse. */
	private static Duration refusal(Runnable step) {
		long start = System.nanoTime();
		try {
			step.run();
		}
		catch (StoreUnavailableException ex) {
			return Duration.ofNanos(System.nanoTime() - start);
		}
		throw new AssertionError("It was not refused");
	}

	private void worksAgain() throws InterruptedException {
		long start = System.nanoTime();
		while (true) {
			try {
				open();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
				return;
			}
			catch (StoreUnavailableException ex) {
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
				TimeUnit.MILLISECONDS.sleep(20);
			}
		}
	}

	private ChallengeId open() {
		ChallengeId id = ChallengeId.random();
		this.store.apply(id,
				this.rules.life()
					.open(id, new Claimant(new Owner("alice", Purpose.SECOND_FACTOR), new PhoneNumber("+15550100001"),
							Origin.NONE), List.of(Channel.SMS)));
		return id;
	}

	private void attempt(ChallengeId id) {
		this.store
			.apply(id, (challenge,
					now) -> new Change<>((challenge != null) ? new Challenge(challenge.id(), challenge.owner(),
							challenge.phone(), challenge.channels(), challenge.state(), challenge.sendings(),
							challenge.attempts() + 1, 0, challenge.openedAt(), challenge.expiresAt(), null) : null,
							true));
	}

	private boolean seen(ChallengeId id) {
		return this.store.apply(id, (challenge, now) -> new Change<>(challenge, challenge != null));
	}

	private int attempts(ChallengeId id) {
		return this.store.apply(id,
				(challenge, now) -> new Change<>(challenge, (challenge != null) ? challenge.attempts() : -1));
	}

}
