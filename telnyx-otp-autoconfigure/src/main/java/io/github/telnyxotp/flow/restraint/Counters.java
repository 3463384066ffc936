package io.github.telnyxotp.flow.restraint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.store.LimitStore;

/**
 * The limits with their counters. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class Counters {

	private final Limits limits;

	private final LimitStore store;

	private final InstantSource clock;

	private final KeyedHash hash;

	/** When recorded limits for all were last reached. */
	private final Map<String, Instant> reached = new ConcurrentHashMap<>();

	/**
	 * Counts these limits.
	 * @param limits what is limited
	 * @param store where it is counted
	 * @param clock tells since when a limit for all was not reached
	 * @param hash names the counters, so that the store learns nobody's number, account
	 * or address (SEC-30)
	 */
	public Counters(Limits limits, LimitStore store, InstantSource clock, KeyedHash hash) {
		this.limits = limits;
		this.store = store;
		this.clock = clock;
		this.hash = hash;
	}

	List<Charge> charges(Action action, Traffic traffic, Predicate<Charge> which) {
		// Several limits share a key
		Map<String, List<String>> names = new HashMap<>();
		return this.limits.charges(action, traffic)
			.stream()
			.filter(which)
			.map((charge) -> named(charge.limit(),
					names.computeIfAbsent(charge.key(), (key) -> this.hash.names("limit", key))))
			.toList();
	}

	private static Charge named(Limit limit, List<String> names) {
		return new Charge(limit, names.get(0), names.subList(1, names.size()));
	}

	LimitStore store() {
		return this.store;
	}

	/** Those that were charged: what a recorded limit is over is not. */
	static List<Charge> charged(List<Charge> charges, List<String> exceeded) {
		return charges.stream().filter((charge) -> !exceeded.contains(charge.limit().name())).toList();
	}

	/**
	 * Limits for all that are told once when they are reached, and not at each request.
	 * Since a little comes back all the time, they are told anew only after they were not
	 * reached for a whole window.
	 */
	List<String> risen(List<Charge> charges, List<String> exceeded) {
		List<String> risen = new ArrayList<>();
		for (Charge charge : charges) {
			Limit limit = charge.limit();
			if (limit.key() == StandardKey.GLOBAL && exceeded.contains(limit.name()) && isNews(limit)) {
				risen.add(limit.name());
			}
		}
		return risen;
	}

	private boolean isNews(Limit limit) {
		Instant now = this.clock.instant();
		Instant last = this.reached.put(limit.name(), now);
		return last == null || !now.isBefore(last.plus(limit.window()));
	}

}
