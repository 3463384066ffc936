package io.github.telnyxotp.store.redis;

import java.nio.ByteBuffer;
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

	private static final byte[] NOBODY = {};

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
		int names = names(charges);
		ByteBuffer packed = ByteBuffer.allocate(16 + 13 * charges.size());
		packed.putInt(cost).putInt(this.maximumSize).putInt(names).putInt(charges.size());
		for (Charge charge : charges) {
			Limit limit = charge.limit();
			packed.putInt(limit.limit()).putLong(interval(limit)).put((byte) (limit.enforced() ? 1 : 0));
		}
		return decision(this.scripts.run(TAKE, this.key, arguments(packed, charges, names)), charges);
	}

	@Override
	public void giveBack(List<Charge> charges, int cost) {
		require(cost);
		if (charges.isEmpty()) {
			return;
		}
		int names = names(charges);
		ByteBuffer packed = ByteBuffer.allocate(8 + 8 * charges.size());
		packed.putInt(names).putInt(charges.size());
		for (Charge charge : charges) {
			packed.putLong(cost * interval(charge.limit()));
		}
		this.scripts.run(GIVE_BACK, this.key, arguments(packed, charges, names));
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
		int most = 0;
		for (Charge charge : charges) {
			most = Math.max(most, charge.former().size());
		}
		return 1 + most;
	}

	private static Object[] arguments(ByteBuffer packed, List<Charge> charges, int names) {
		Object[] arguments = new Object[1 + charges.size() * names];
		Arrays.fill(arguments, NOBODY);
		arguments[0] = packed.array();
		for (int each = 0; each < charges.size(); each++) {
			Charge charge = charges.get(each);
			int place = 1 + each * names;
			arguments[place] = CounterName.of(charge.limit().name(), charge.key());
			for (String former : charge.former()) {
				arguments[++place] = CounterName.of(charge.limit().name(), former);
			}
		}
		return arguments;
	}

	private static void require(int cost) {
		if (cost < 1) {
			throw new IllegalArgumentException("'cost' must be at least one");
		}
	}

}
