package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Rate;
import io.github.telnyxotp.store.LimitStore;

/**
 * Counts in Redis, so that all nodes share the limits. One script decides a whole request
 * in one round trip, by the time of Redis (SEC-16, SEC-53, SEC-54).
 * <p>
 * All counters are members of one sorted set, each with the microsecond at which it is
 * empty; those that are leave at each call. So one slot of a cluster holds them all,
 * their number is bounded (SEC-57), and the set lives no longer than its latest counter.
 *
 * @since 0.1
 */
public final class RedisLimitStore implements LimitStore {

	private static final LuaScript TAKE = LuaScript.named("limits-take");

	private static final LuaScript GIVE_BACK = LuaScript.named("limits-give-back");

	/**
	 * 112 bits, far more than any two counters share by chance, and 16 bytes in Redis.
	 */
	private static final int NAME_BYTES = 14;

	private final RedisScripts scripts;

	private final List<String> key;

	private final int maximumSize;

	RedisLimitStore(RedisScripts scripts, int maximumSize) {
		if (maximumSize < 1) {
			throw new IllegalArgumentException("'maximumSize' must be at least one");
		}
		this.scripts = scripts;
		this.key = List.of(scripts.key("{limits}"));
		this.maximumSize = maximumSize;
	}

	@Override
	public Decision take(List<Charge> charges, int cost) {
		require(cost);
		if (charges.isEmpty()) {
			return Decision.GRANTED;
		}
		List<Object> arguments = new ArrayList<>();
		arguments.addAll(List.of(cost, this.maximumSize, names(charges), charges.size()));
		for (Charge charge : charges) {
			arguments.add(charge.limit().limit());
			arguments.add(interval(charge.limit()));
			arguments.add(charge.limit().enforced() ? 1 : 0);
		}
		addNames(arguments, charges);
		return decision(this.scripts.run(TAKE, this.key, arguments.toArray()), charges);
	}

	@Override
	public void giveBack(List<Charge> charges, int cost) {
		require(cost);
		if (charges.isEmpty()) {
			return;
		}
		List<Object> arguments = new ArrayList<>();
		arguments.addAll(List.of(names(charges), charges.size()));
		for (Charge charge : charges) {
			arguments.add(cost * interval(charge.limit()));
		}
		addNames(arguments, charges);
		this.scripts.run(GIVE_BACK, this.key, arguments.toArray());
	}

	private static Decision decision(Reply reply, List<Charge> charges) {
		int refused = (int) reply.number(0);
		if (refused > 0) {
			return new Decision.Refused(charges.get(refused - 1).limit().name(),
					Duration.of(reply.number(1), ChronoUnit.MICROS));
		}
		if (reply.size() == 1) {
			return Decision.GRANTED;
		}
		List<String> exceeded = new ArrayList<>();
		for (int each = 1; each < reply.size(); each++) {
			exceeded.add(charges.get((int) reply.number(each) - 1).limit().name());
		}
		return new Decision.Granted(exceeded);
	}

	/** Microseconds after which one comes back. Lua counts them exactly up to 2^53. */
	private static long interval(Limit limit) {
		return (Rate.of(limit.limit(), limit.window()).interval() + 999) / 1000;
	}

	private static int names(List<Charge> charges) {
		return 1 + charges.stream().mapToInt((charge) -> charge.former().size()).max().orElse(0);
	}

	private static void addNames(List<Object> arguments, List<Charge> charges) {
		int former = names(charges) - 1;
		for (Charge charge : charges) {
			arguments.add(name(charge.limit(), charge.key()));
			for (int each = 0; each < former; each++) {
				arguments.add(name(charge.limit(),
						(each < charge.former().size()) ? charge.former().get(each) : charge.key()));
			}
		}
	}

	private static byte[] name(Limit limit, String key) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(limit.name().getBytes(StandardCharsets.UTF_8));
			digest.update((byte) 0);
			return Arrays.copyOf(digest.digest(key.getBytes(StandardCharsets.UTF_8)), NAME_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static void require(int cost) {
		if (cost < 1) {
			throw new IllegalArgumentException("'cost' must be at least one");
		}
	}

}
