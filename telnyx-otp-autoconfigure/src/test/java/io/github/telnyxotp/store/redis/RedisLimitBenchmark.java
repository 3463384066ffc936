package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.LimitStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import org.springframework.data.redis.connection.RedisConnection;

/**
 * One decision by many threads on keys that exist, and on one that all want, beside
 * Bucket4j on the same Redis. Both have one connection and forget when a counter is
 * empty. CONTRIBUTING.md says how to run it; the build does not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RedisLimitBenchmark {

	private static final int MANY = 1_000_000;

	private static final int THREADS = 32;

	private static final int SPREAD = 100_000;

	/** Longer than a run, so that no key is forgotten in it. */
	private static final Duration WINDOW = Duration.ofDays(366);

	private static final Limit LIMIT = new Limit("send-phone-1h", Action.SEND, StandardKey.PHONE, MANY, WINDOW,
			Mode.ENFORCE);

	private static final BucketConfiguration BUCKET = BucketConfiguration.builder()
		.addLimit((bandwidth) -> bandwidth.capacity(MANY).refillGreedy(MANY, WINDOW))
		.build();

	/** How many keys there are. */
	@Param({ "1", "" + SPREAD })
	public int keys;

	private LocalRedis redis;

	private LimitStore ours;

	private RedisClient client;

	private ProxyManager<byte[]> theirs;

	private List<List<Charge>> charges;

	private List<byte[]> names;

	/** Makes all keys. */
	@Setup
	public void fill() {
		this.redis = LocalRedis.start();
		this.ours = new RedisLimitStore(new RedisScripts(this.redis.connections(), "telnyx-otp:"), 2 * MANY);
		this.client = RedisClient.create(RedisURI.create("127.0.0.1", this.redis.port()));
		this.theirs = Bucket4jLettuce.casBasedBuilder(this.client)
			.expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ZERO))
			.build();
		KeyedHash hash = KeyedHash.random();
		List<String> hashes = IntStream.range(0, this.keys).mapToObj((each) -> hash.name("limit", "" + each)).toList();
		this.charges = hashes.stream().map((name) -> List.of(new Charge(LIMIT, name))).toList();
		this.names = hashes.stream()
			.map((name) -> ("telnyx-otp:" + LIMIT.name() + ":" + name).getBytes(StandardCharsets.UTF_8))
			.toList();
	}

	/** Ends Redis. */
	@TearDown
	public void end() {
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
		this.redis.close();
	}

	/** This project. */
	@Benchmark
	public Object ours() {
		return ours(any());
	}

	/** Bucket4j. */
	@Benchmark
	public boolean bucket4j() {
		return bucket4j(any());
	}

	private Object ours(int key) {
		return this.ours.take(this.charges.get(key), 1);
	}

	private boolean bucket4j(int key) {
		return this.theirs.getProxy(this.names.get(key), () -> BUCKET).tryConsume(1);
	}

	private int any() {
		return ThreadLocalRandom.current().nextInt(this.keys);
	}

	private double bytesOfAKey(IntConsumer step) {
		this.redis.clear();
		IntStream.range(0, 1000).forEach(step);
		long before = usedMemory();
		IntStream.range(1000, SPREAD).forEach(step);
		return (usedMemory() - before) / (double) (SPREAD - 1000);
	}

	private long usedMemory() {
		try (RedisConnection connection = this.redis.connections().getConnection()) {
			return Long.parseLong(connection.serverCommands().info("memory").getProperty("used_memory"));
		}
	}

	@Test
	void memory() {
		this.keys = SPREAD;
		fill();
		double ours = bytesOfAKey(this::ours);
		double theirs = bytesOfAKey(this::bucket4j);
		end();
		System.out.printf("Bytes of Redis for each key: ours %.1f, bucket4j %.1f, ratio %.2f%n", ours, theirs,
				ours / theirs);
	}

	@Test
	void run() throws Exception {
		new Runner(new OptionsBuilder().include(RedisLimitBenchmark.class.getName())
			.forks(1)
			.threads(THREADS)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(2))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(2))
			.addProfiler(GCProfiler.class)
			.jvmArgs("-Xms1g", "-Xmx1g")
			.build()).run();
	}

}
