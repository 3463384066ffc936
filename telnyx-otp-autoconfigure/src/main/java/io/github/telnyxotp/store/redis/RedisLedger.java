package io.github.telnyxotp.store.redis;

import java.util.Properties;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.MarkStore;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.SpendStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.store.TallyStore;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * All that nodes share, in one Redis, Sentinel or Cluster. Nodes that have the same
 * secret and the same key prefix behave as one. Its stores refuse, with a
 * {@link StoreUnavailableException} and in less than 700 ms, while Redis is away, full,
 * slow or only a replica, and work again by themselves within seconds (SEC-55). Safe for
 * use by many threads.
 *
 * @since 0.1
 */
public final class RedisLedger implements AutoCloseable {

	private final LettuceConnectionFactory connections;

	private final RedisScripts scripts;

	private final Sealer sealer;

	private final KeyedHash hash;

	/**
	 * A ledger with connections of its own. It connects when it is first used.
	 * @param usual the way of the application to Redis, which stays as it is
	 * @param keyPrefix what each key begins with, without braces
	 * @param sealer encrypts what is kept
	 * @param hash names what it is kept under
	 * @throws IllegalArgumentException if the prefix has braces
	 */
	public RedisLedger(LettuceConnectionFactory usual, String keyPrefix, Sealer sealer, KeyedHash hash) {
		this.connections = QuickConnections.like(usual);
		this.scripts = new RedisScripts(this.connections, keyPrefix);
		this.sealer = sealer;
		this.hash = hash;
	}

	/**
	 * Challenges, and all by which they are found.
	 * @param maximumSize how many all nodes together hold at the most
	 * @return the store
	 */
	public ChallengeStore challenges(int maximumSize) {
		return new RedisChallengeStore(this.scripts, this.sealer, this.hash, maximumSize);
	}

	/**
	 * Reports that were faster than their sending.
	 * @return the store
	 */
	public ReportStore reports() {
		return new RedisReportStore(this.scripts, this.sealer);
	}

	/**
	 * Marks on what was done.
	 * @return the store
	 */
	public MarkStore marks() {
		return new RedisMarkStore(this.scripts, this.hash);
	}

	/**
	 * What was spent.
	 * @return the store
	 */
	public SpendStore spend() {
		return new RedisSpendStore(this.scripts, this.sealer);
	}

	/**
	 * What the rules against pumping remember.
	 * @return the store
	 */
	public TallyStore tallies() {
		return new RedisTallyStore(this.scripts, this.sealer);
	}

	/**
	 * Remembered devices.
	 * @param maximumSize how many all nodes together hold at the most
	 * @return the store
	 */
	public RememberedDeviceStore devices(int maximumSize) {
		return new RedisRememberedDeviceStore(this.scripts, this.sealer, maximumSize);
	}

	/**
	 * Counters of limits.
	 * @param maximumSize how many all nodes together hold at the most, at least one
	 * @return the store
	 */
	public LimitStore limits(int maximumSize) {
		return new RedisLimitStore(this.scripts, maximumSize);
	}

	/**
	 * Wrong codes of accounts and phones.
	 * @param rules the decisions
	 * @param maximumSize how many counts all nodes together hold at the most, at least
	 * three
	 * @return the store
	 */
	public FailureStore failures(FailureRules rules, int maximumSize) {
		return new RedisFailureStore(this.scripts, rules, maximumSize, this.hash);
	}

	/**
	 * Phones that were proved.
	 * @param maximumSize how many all nodes together remember at the most
	 * @return the store
	 */
	public KnownNumbers knownNumbers(int maximumSize) {
		return new RedisKnownNumbers(this.scripts, maximumSize, this.hash);
	}

	/**
	 * What Redis does when it is full. Anything but {@code noeviction} forgets counters
	 * and challenges, and with them attempts (SEC-56).
	 * @return its {@code maxmemory-policy}; of several servers the first that evicts;
	 * {@code unknown} if it does not say
	 * @throws StoreUnavailableException if Redis is in trouble
	 */
	public String evictionPolicy() {
		Properties memory = this.scripts.ask((redis) -> {
			Properties info = redis.serverCommands().info("memory");
			return (info != null) ? info : new Properties();
		});
		// A cluster answers for each of its servers, whose name stands before
		return memory.stringPropertyNames()
			.stream()
			.filter((name) -> name.endsWith("maxmemory_policy"))
			.map(memory::getProperty)
			.reduce((one, other) -> one.equals("noeviction") ? other : one)
			.orElse("unknown");
	}

	/**
	 * Ends the connections.
	 */
	@Override
	public void close() {
		this.connections.destroy();
	}

}
