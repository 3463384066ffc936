package io.github.telnyxotp.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What an account would be billed for: the orders that were accepted, by phone and
 * channel, whether they arrived or not; and the words with which checks were answered.
 */
final class Ledger {

	private static final int PHONES = 20_000;

	private static final String OTHERS = "";

	private final Map<String, Map<String, Long>> orders = new TreeMap<>();

	private final Map<String, Long> checks = new TreeMap<>();

	synchronized void ordered(String phone, SimulatedChannel channel) {
		boolean room = this.orders.containsKey(phone) || this.orders.size() < PHONES;
		this.orders.computeIfAbsent(room ? phone : OTHERS, (key) -> new TreeMap<>()).merge(channel.id(), 1L, Long::sum);
	}

	synchronized void checked(String word) {
		this.checks.merge(word, 1L, Long::sum);
	}

	synchronized Map<String, @Nullable Object> content() {
		List<Map<String, @Nullable Object>> lines = new ArrayList<>();
		this.orders.forEach((phone, channels) -> channels
			.forEach((channel, count) -> lines.add(Json.map("phone", phone, "channel", channel, "count", count))));
		return Json.map("orders", lines, "checks", new TreeMap<>(this.checks));
	}

	synchronized void reset() {
		this.orders.clear();
		this.checks.clear();
	}

}
