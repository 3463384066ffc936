package io.github.telnyxotp.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How all switches stand. Read by the threads of the server, changed by those of tests.
 */
final class Switches {

	private final Map<Switch, String> changed = new ConcurrentHashMap<>();

	void set(Switch which, String value) {
		this.changed.put(which, which.checked(value));
	}

	String get(Switch which) {
		return this.changed.getOrDefault(which, which.initial());
	}

	boolean on(Switch which) {
		return is(which, "true");
	}

	boolean is(Switch which, String value) {
		return get(which).equals(value);
	}

	int number(Switch which) {
		return Integer.parseInt(get(which));
	}

	void reset() {
		this.changed.clear();
	}

	Map<String, String> all() {
		Map<String, String> all = new LinkedHashMap<>();
		for (Switch which : Switch.values()) {
			all.put(which.id(), get(which));
		}
		return all;
	}

}
