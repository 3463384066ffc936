package io.github.telnyxotp.web;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A session in memory, which exists once something was kept. */
final class MapSession implements Session {

	private final Map<String, Object> values = new HashMap<>();

	private boolean exists;

	@Override
	public @Nullable Object get(String name) {
		return this.values.get(name);
	}

	@Override
	public void put(String name, Object value) {
		this.exists = true;
		this.values.put(name, value);
	}

	@Override
	public void remove(String name) {
		this.values.remove(name);
	}

	@Override
	public boolean exists() {
		return this.exists;
	}

	@Override
	public Session held() {
		return this;
	}

}
