package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.data.redis.connection.RedisConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RedisScripts}.
 */
class RedisScriptsTests {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final RedisScripts scripts = new RedisScripts(redis.connections(), "telnyx-otp:");

	@Test
	@DisplayName("SEC-53 numbers come as numbers, and bytes as they were")
	void answersAreTyped() {
		byte[] bytes = { 0, -1, 13, 10 };
		Reply reply = this.scripts.run(new LuaScript("types", "return {1, ARGV[1], false, KEYS[1], tonumber(ARGV[2])}"),
				List.of(this.scripts.key("a")), bytes, 7L);
		assertThat(reply.number(0)).isEqualTo(1);
		assertThat(reply.bytes(1)).isEqualTo(bytes);
		assertThat(reply.text(2)).isNull();
		assertThat(reply.text(3)).isEqualTo("telnyx-otp:a");
		assertThat(reply.number(4)).isEqualTo(7);
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> reply.number(1));
	}

	@Test
	@DisplayName("SEC-53 a script that Redis has forgotten runs all the same")
	void forgottenScriptIsToldOnceMore() {
		LuaScript count = new LuaScript("count", "return {redis.call('INCR', KEYS[1])}");
		List<String> keys = List.of(this.scripts.key("count"));
		assertThat(this.scripts.run(count, keys).number(0)).isEqualTo(1);
		assertThat(this.scripts.run(count, keys).number(0)).isEqualTo(2);
		redis.connections().getConnection().scriptingCommands().scriptFlush();
		assertThat(this.scripts.run(count, keys).number(0)).isEqualTo(3);
	}

	@Test
	@DisplayName("SEC-54 scripts see the time of Redis, or in tests that of the test")
	void timeIsThatOfRedis() {
		LuaScript time = new LuaScript("time", "return {now()}");
		List<String> keys = List.of(this.scripts.key("none"));
		Long millis;
		try (RedisConnection connection = redis.connections().getConnection()) {
			millis = connection.serverCommands().time();
		}
		assertThat(this.scripts.run(time, keys).number(0)).isBetween(millis * 1000, (millis + 10_000) * 1000);
		TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00.123456Z"));
		RedisScripts still = new RedisScripts(redis.connections(), "telnyx-otp:", clock);
		assertThat(still.run(time, keys).number(0)).isEqualTo(1767268800123456L);
		clock.forward(Duration.ofSeconds(1));
		assertThat(still.run(time, keys).number(0)).isEqualTo(1767268801123456L);
	}

	@Test
	@DisplayName("SEC-55 an error of Redis is a store that is away, and tells no key and no value")
	void errorIsUnavailable() {
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.scripts.run(new LuaScript("broken", "return redis.call('no-' .. ARGV[1], KEYS[1])"),
					List.of(this.scripts.key("secret-key")), "secret-value"))
			.withMessageStartingWith("Redis cannot be used now: ")
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("secret"));
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.scripts.run(new LuaScript("error", "return redis.error_reply('OOM ' .. KEYS[1])"),
					List.of("secret-key")))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("secret"));
	}

	@Test
	void prefixIsPutBeforeEachKeyAndHasNoBraces() {
		assertThat(this.scripts.key("x")).isEqualTo("telnyx-otp:x");
		assertThatIllegalArgumentException().isThrownBy(() -> new RedisScripts(redis.connections(), "{a}:"));
		assertThat(RedisScripts.bytes("é")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
	}

}
