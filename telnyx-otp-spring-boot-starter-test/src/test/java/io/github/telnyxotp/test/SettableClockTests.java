package io.github.telnyxotp.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clock that a test moves.
 */
class SettableClockTests {

	private static final Instant BEGIN = Instant.parse("2026-03-01T10:15:30Z");

	private final SettableClock clock = SettableClock.at(BEGIN);

	@Test
	void itStandsStillUntilItIsMoved() {
		assertThat(this.clock.instant()).isEqualTo(BEGIN);
		assertThat(this.clock.advance(Duration.ofMinutes(5))).isEqualTo(BEGIN.plusSeconds(300));
		this.clock.set(BEGIN.minusSeconds(1));
		assertThat(this.clock.millis()).isEqualTo(BEGIN.toEpochMilli() - 1000);
		assertThat(this.clock.getZone()).isEqualTo(ZoneOffset.UTC);
	}

	@Test
	void itsCopyInAnotherZoneShowsTheSameTime() {
		Clock tokyo = this.clock.withZone(ZoneId.of("Asia/Tokyo"));
		this.clock.advance(Duration.ofDays(1));
		assertThat(tokyo.instant()).isEqualTo(this.clock.instant());
		assertThat(tokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
	}

	@Test
	void noMoveOfAnyThreadIsLost() {
		IntStream.range(0, 10_000).parallel().forEach((i) -> this.clock.advance(Duration.ofMillis(1)));
		assertThat(this.clock.instant()).isEqualTo(BEGIN.plusSeconds(10));
	}

	@Test
	void itMayBeginWithThePresent() {
		assertThat(SettableClock.now().instant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
	}

}
