package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.store.MarkStore;

/**
 * Remembers marks in Redis, for all nodes.
 */
final class RedisMarkStore implements MarkStore {

	private static final LuaScript MARK = LuaScript.named("mark");

	private static final Duration BEGUN = Duration.ofMinutes(1);

	private static final Duration DONE = Duration.ofHours(24);

	private final RedisScripts scripts;

	private final KeyedHash hash;

	RedisMarkStore(RedisScripts scripts, KeyedHash hash) {
		this.scripts = scripts;
		this.hash = hash;
	}

	@Override
	public boolean take(String mark) {
		return this.scripts.run(MARK, List.of(key(mark)), BEGUN.toMillis()).number(0) == 1;
	}

	@Override
	public void keep(String mark) {
		byte[] key = RedisScripts.bytes(key(mark));
		this.scripts.ask((redis) -> redis.stringCommands().pSetEx(key, DONE.toMillis(), new byte[] { '1' }));
	}

	@Override
	public void giveBack(String mark) {
		byte[] key = RedisScripts.bytes(key(mark));
		this.scripts.ask((redis) -> redis.keyCommands().del(key));
	}

	private String key(String mark) {
		return this.scripts.key("mark:" + this.hash.name("mark", mark));
	}

}
