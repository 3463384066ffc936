package io.github.telnyxotp.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.store.KnownNumbers;

/**
 * Remembers phones in Redis, each for 90 days by the time of Redis, for all nodes. When
 * it is full those that were proved longest ago are forgotten, which only makes them
 * strangers again. Those that were proved under a former secret stay known (SEC-30).
 *
 * @since 0.1
 */
public final class RedisKnownNumbers implements KnownNumbers {

	private static final LuaScript SCRIPT = LuaScript.named("known");

	private static final long KEPT = TimeUnit.DAYS.toMicros(90);

	private final RedisScripts scripts;

	private final List<String> key;

	private final int maximumSize;

	private final KeyedHash hash;

	RedisKnownNumbers(RedisScripts scripts, int maximumSize, KeyedHash hash) {
		this.scripts = scripts;
		this.key = List.of(scripts.key("{known-numbers}"));
		this.maximumSize = maximumSize;
		this.hash = hash;
	}

	@Override
	public boolean contains(PhoneNumber phone) {
		return run("contains", phone).number(0) != 0;
	}

	@Override
	public void add(PhoneNumber phone) {
		run("add", phone);
	}

	@Override
	public void remove(PhoneNumber phone) {
		run("remove", phone);
	}

	private Reply run(String step, PhoneNumber phone) {
		List<Object> arguments = new ArrayList<>();
		arguments.addAll(List.of(step, KEPT, this.maximumSize));
		arguments.addAll(Names.cut(this.hash.names("known-number", phone.value())));
		return this.scripts.run(SCRIPT, this.key, arguments.toArray());
	}

}
