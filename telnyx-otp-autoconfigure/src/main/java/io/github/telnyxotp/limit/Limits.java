package io.github.telnyxotp.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All limits of an application.
 *
 * @since 0.1
 */
public final class Limits {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration DAY = Duration.ofDays(1);

	private final List<Limit> limits;

	/**
	 * Limits in this order.
	 * @param limits no two of one name
	 * @throws IllegalArgumentException if two have the same name
	 */
	public Limits(List<Limit> limits) {
		Set<String> names = new HashSet<>();
		if (!limits.stream().map(Limit::name).allMatch(names::add)) {
			throw new IllegalArgumentException("'limits' must have different names");
		}
		this.limits = limits.stream().filter((limit) -> limit.mode() != Mode.OFF).toList();
	}

	/**
	 * What is limited if nobody says anything else (SEC-14, SEC-15). Of wrong codes of
	 * strangers no hour sees more than 2000, which is twice the limit.
	 * @return the limits
	 */
	public static List<Limit> defaults() {
		return List.of(send("send-phone-10m", StandardKey.PHONE, 3, Duration.ofMinutes(10)),
				send("send-phone-1h", StandardKey.PHONE, 5, HOUR), send("send-phone-1d", StandardKey.PHONE, 10, DAY),
				send("send-user-1h", StandardKey.USER, 5, HOUR), send("send-ip-1h", StandardKey.IP, 10, HOUR),
				send("send-network-1h", StandardKey.NETWORK, 60, HOUR),
				send("send-anonymous-1h", StandardKey.ANONYMOUS, 500, HOUR),
				send("send-global-1h", StandardKey.GLOBAL, 1000, HOUR),
				send("send-global-1d", StandardKey.GLOBAL, 10_000, DAY),
				check("check-ip-1h", StandardKey.IP, 20, Mode.ENFORCE),
				check("check-alarm-1h", StandardKey.GLOBAL, 500, Mode.RECORD_ONLY),
				check("check-anonymous-1h", StandardKey.ANONYMOUS, 1000, Mode.ENFORCE));
	}

	/**
	 * The counters to charge for a request.
	 * @param action what somebody wants to do
	 * @param traffic with which phone, for whom and from where
	 * @return charges in the order of the limits, one for each limit that applies
	 */
	public List<Charge> charges(Action action, Traffic traffic) {
		List<Charge> charges = new ArrayList<>(this.limits.size());
		for (Limit limit : this.limits) {
			String key = (limit.action() == action) ? limit.key().of(traffic) : null;
			if (key != null) {
				charges.add(new Charge(limit, key));
			}
		}
		return charges;
	}

	/**
	 * The limits that are not switched off.
	 * @return in their order
	 */
	public List<Limit> all() {
		return this.limits;
	}

	private static Limit send(String name, LimitKey key, int limit, Duration window) {
		return new Limit(name, Action.SEND, key, limit, window, Mode.ENFORCE);
	}

	private static Limit check(String name, LimitKey key, int limit, Mode mode) {
		return new Limit(name, Action.CHECK, key, limit, HOUR, mode);
	}

}
