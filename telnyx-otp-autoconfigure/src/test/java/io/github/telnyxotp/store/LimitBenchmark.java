package io.github.telnyxotp.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * One decision on a key that exists, beside Bucket4j's local bucket in a Caffeine cache
 * that forgets after the same time. CONTRIBUTING.md says how to run it; the build does
 * not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LimitBenchmark {

	private static final int MANY = 1_000_000;

	/** Longer than a run, so that no key is forgotten in it. */
	private static final Duration WINDOW = Duration.ofHours(1);

	/** How many keys there are. */
	@Param({ "1000", "1000000" })
	public int keys;

	private LimitStore ours;

	private Cache<String, Bucket> theirs;

	private List<List<Charge>> charges;

	private String[] names;

	private int next;

	/** Makes all keys. */
	@Setup
	public void fill() {
		Limit limit = new Limit("limit", Action.SEND, StandardKey.PHONE, MANY, WINDOW, Mode.ENFORCE);
		this.names = new String[this.keys];
		for (int each = 0; each < this.keys; each++) {
			this.names[each] = "+1555" + (1_000_000L + each * 7919L % this.keys);
		}
		this.charges = List.of(this.names).stream().map((name) -> List.of(new Charge(limit, name))).toList();
		this.ours = new InMemoryLimitStore(Clock.systemUTC(), 2 * MANY);
		this.theirs = Caffeine.newBuilder().maximumSize(2 * MANY).expireAfterAccess(WINDOW).build();
		for (int each = 0; each < this.keys; each++) {
			ours();
			this.theirs.get(this.names[each], LimitBenchmark::bucket);
		}
	}

	/** This project. */
	@Benchmark
	public Object ours() {
		return this.ours.take(this.charges.get(advance()), 1);
	}

	/** Bucket4j. */
	@Benchmark
	public boolean bucket4j() {
		return this.theirs.get(this.names[advance()], LimitBenchmark::bucket).tryConsume(1);
	}

	private int advance() {
		this.next = (this.next + 1 < this.keys) ? this.next + 1 : 0;
		return this.next;
	}

	private static Bucket bucket(String name) {
		return Bucket.builder().addLimit((bandwidth) -> bandwidth.capacity(MANY).refillGreedy(MANY, WINDOW)).build();
	}

	@Test
	void run() throws Exception {
		new Runner(new OptionsBuilder().include(LimitBenchmark.class.getName())
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.jvmArgs("-Xms3g", "-Xmx3g")
			.build()).run();
	}

}
