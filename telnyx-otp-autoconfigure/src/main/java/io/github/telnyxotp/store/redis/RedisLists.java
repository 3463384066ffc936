package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Lists of names, each of which leaves its list at its time. Each list is one key in a
 * slot of its own.
 */
final class RedisLists {

	private static final LuaScript ADD = LuaScript.named("list-add");

	private static final LuaScript READ = LuaScript.named("list-read");

	private static final LuaScript PLACE = LuaScript.named("place");

	private final RedisScripts scripts;

	RedisLists(RedisScripts scripts) {
		this.scripts = scripts;
	}

	/** Adds a name, or sets a new time for it. */
	void add(String list, String name, Instant until) {
		run(ADD, list, name, RedisTime.microsUp(until));
	}

	/** Adds a name unless the list is full; tells whether it is in the list. */
	boolean addIfRoom(String list, String name, Instant until, int most) {
		return run(PLACE, list, name, RedisTime.microsUp(until), most).number(1) == 1;
	}

	/** The names whose time is not over. */
	List<String> read(String list) {
		Reply reply = run(READ, list);
		return IntStream.range(1, reply.size()).mapToObj(reply::text).filter(Objects::nonNull).toList();
	}

	/** Takes names out. */
	void remove(String list, Collection<String> names) {
		if (!names.isEmpty()) {
			byte[][] members = names.stream()
				.map((name) -> name.getBytes(StandardCharsets.UTF_8))
				.toArray(byte[][]::new);
			byte[] key = RedisScripts.bytes(this.scripts.key(list));
			this.scripts.ask((redis) -> redis.zSetCommands().zRem(key, members));
		}
	}

	private Reply run(LuaScript script, String list, Object... arguments) {
		Reply reply = this.scripts.run(script, List.of(this.scripts.key(list)), arguments);
		this.scripts.time().heard(reply.number(0));
		return reply;
	}

}
