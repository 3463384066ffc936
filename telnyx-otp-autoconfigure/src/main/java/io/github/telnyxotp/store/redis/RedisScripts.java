package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.telnyxotp.store.StoreUnavailableException;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Runs scripts, each a whole decision (SEC-53). Whatever goes wrong in Redis or on the
 * way there is a {@link StoreUnavailableException}, which names no key and no value
 * (SEC-55). Safe for use by many threads.
 */
final class RedisScripts {

	/** Numbers of Lua lose digits when they become texts by themselves. */
	private static final String WHOLE = "local function whole(number) return string.format('%.0f', number) end\n";

	private static final String REDIS_TIME = """
			local function now()
			  local time = redis.call('TIME')
			  return time[1] * 1000000 + time[2]
			end
			""";

	private final LettuceConnectionFactory connections;

	private final String prefix;

	private final RedisTime time;

	private final Supplier<String> clock;

	private final Rest rest = new Rest(System::nanoTime);

	private final Map<LuaScript, Loaded> loaded = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable RedisClusterAsyncCommands<byte[], byte[]>> lettuce = new AtomicReference<>();

	/**
	 * Scripts that see the time of Redis, whatever the clock of this node says (SEC-54).
	 * @param connections the way to Redis
	 * @param prefix what each key begins with; no braces, which mean something to a
	 * cluster
	 */
	RedisScripts(LettuceConnectionFactory connections, String prefix) {
		this(connections, prefix, new RedisTime(System::nanoTime), () -> REDIS_TIME);
	}

	/** For tests, whose clock stands. */
	RedisScripts(LettuceConnectionFactory connections, String prefix, InstantSource clock) {
		this(connections, prefix, new RedisTime(clock),
				() -> "local function now() return " + RedisTime.micros(clock.instant()) + " end\n");
	}

	private RedisScripts(LettuceConnectionFactory connections, String prefix, RedisTime time, Supplier<String> clock) {
		if (prefix.indexOf('{') >= 0 || prefix.indexOf('}') >= 0) {
			throw new IllegalArgumentException("'prefix' must have no braces");
		}
		this.connections = connections;
		this.prefix = prefix;
		this.time = time;
		this.clock = clock;
	}

	/** The key in Redis. In a cluster, those with equal text in braces lie together. */
	String key(String name) {
		return this.prefix + name;
	}

	/** What time it is in Redis. */
	RedisTime time() {
		return this.time;
	}

	/**
	 * Runs a script that answers a list.
	 * @param script which
	 * @param keys all that it touches, by {@link #key}, at least one, all in one slot
	 * @param arguments texts, bytes and numbers
	 * @return the answer
	 * @throws StoreUnavailableException if Redis is in trouble
	 */
	Reply run(LuaScript script, List<String> keys, Object... arguments) {
		Loaded text = loaded(script);
		byte[][] all = new byte[keys.size() + arguments.length][];
		for (int each = 0; each < keys.size(); each++) {
			all[each] = bytes(keys.get(each));
		}
		for (int each = 0; each < arguments.length; each++) {
			all[keys.size() + each] = bytes(arguments[each]);
		}
		return new Reply(trying(() -> run(text, keys.size(), all)));
	}

	/**
	 * Does something that is no script: one command on one key.
	 * @param command what to do
	 * @param <T> type of the answer
	 * @return the answer
	 * @throws StoreUnavailableException if Redis is in trouble
	 */
	<T extends @Nullable Object> T ask(Function<RedisConnection, T> command) {
		return trying(() -> {
			try (RedisConnection redis = this.connections.getConnection()) {
				return command.apply(redis);
			}
		});
	}

	private <T extends @Nullable Object> T trying(Supplier<T> step) {
		if (this.rest.lasts()) {
			throw new StoreUnavailableException("Redis did not answer just now");
		}
		try {
			return step.get();
		}
		catch (StoreUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.rest.after(ex);
			throw new StoreUnavailableException(
					"Redis cannot be used now: " + NestedExceptionUtils.getMostSpecificCause(ex).getClass().getName(),
					ex);
		}
	}

	static byte[] bytes(Object argument) {
		return (argument instanceof byte[] bytes) ? bytes : argument.toString().getBytes(StandardCharsets.UTF_8);
	}

	/** After a restart or a SCRIPT FLUSH, Redis is told the text once more. */
	private List<Object> run(Loaded script, int keys, byte[][] all) {
		try {
			return run(CommandType.EVALSHA, script.sha(), keys, all);
		}
		catch (RedisNoScriptException ex) {
			return run(CommandType.EVAL, script.text(), keys, all);
		}
		catch (RuntimeException ex) {
			this.lettuce.set(null);
			DataAccessException known = this.connections.translateExceptionIfPossible(ex);
			throw (known != null) ? known : ex;
		}
	}

	private List<Object> run(CommandType type, byte[] script, int keys, byte[][] all) {
		CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE).add(script).add(keys);
		for (int each = 0; each < all.length; each++) {
			if (each < keys) {
				arguments.addKey(all[each]);
			}
			else {
				arguments.addValue(all[each]);
			}
		}
		return LettuceFutures.awaitOrCancel(
				lettuce().dispatch(type, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), arguments),
				this.connections.getTimeout(), TimeUnit.MILLISECONDS);
	}

	/**
	 * What all connections of the factory share, asked for anew after trouble. The layer
	 * above makes more garbage for each call than all the rest.
	 */
	@SuppressWarnings("unchecked")
	private RedisClusterAsyncCommands<byte[], byte[]> lettuce() {
		RedisClusterAsyncCommands<byte[], byte[]> known = this.lettuce.get();
		if (known != null) {
			return known;
		}
		try (RedisConnection redis = this.connections.getConnection()) {
			RedisClusterAsyncCommands<byte[], byte[]> shared = (RedisClusterAsyncCommands<byte[], byte[]>) redis
				.getNativeConnection();
			this.lettuce.set(shared);
			return shared;
		}
	}

	private Loaded loaded(LuaScript script) {
		String clock = this.clock.get();
		Loaded known = this.loaded.get(script);
		if (known != null && known.clock().equals(clock)) {
			return known;
		}
		Loaded loaded = Loaded.of(clock, script.text());
		this.loaded.put(script, loaded);
		return loaded;
	}

	/**
	 * A script as Redis knows it.
	 *
	 * @param clock how it tells the time
	 * @param text what it does
	 * @param sha its name
	 */
	private record Loaded(String clock, byte[] text, byte[] sha) {

		static Loaded of(String clock, String text) {
			byte[] bytes = (WHOLE + clock + text).getBytes(StandardCharsets.UTF_8);
			try {
				return new Loaded(clock, bytes,
						bytes(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes))));
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-1", ex);
			}
		}

	}

}
