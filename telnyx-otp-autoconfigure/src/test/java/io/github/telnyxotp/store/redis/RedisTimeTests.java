package io.github.telnyxotp.store.redis;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisTime}.
 */
class RedisTimeTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final RedisTime time = new RedisTime(this.nanos::get);

	@Test
	@DisplayName("SEC-54 between two answers of Redis its time goes on by a clock that nobody sets")
	void timeGoesOn() {
		assertThat(this.time.now()).isNull();
		this.time.heard(RedisTime.micros(NOON));
		assertThat(this.time.now()).isEqualTo(NOON);
		this.nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
		assertThat(this.time.now()).isEqualTo(NOON.plusSeconds(3));
		this.time.heard(RedisTime.micros(NOON.plusSeconds(9)));
		assertThat(this.time.now()).isEqualTo(NOON.plusSeconds(9));
	}

	@Test
	void partsOfAMicrosecondAreRoundedAsSaid() {
		assertThat(RedisTime.micros(Instant.EPOCH.plusNanos(1_999))).isEqualTo(1);
		assertThat(RedisTime.microsUp(Instant.EPOCH.plusNanos(1_001))).isEqualTo(2);
		assertThat(RedisTime.microsUp(Instant.EPOCH.plusNanos(1_000))).isEqualTo(1);
	}

}
