package io.github.telnyxotp.limit;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FailureRules}.
 */
class FailureRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Duration MONTH = Duration.ofDays(30);

	private final FailureRules rules = new FailureRules(3, MONTH);

	@Test
	void failuresAddUpToTheHardStop() {
		FailureCount two = this.rules.counted(this.rules.counted(null, NOON), NOON.plusSeconds(5));
		assertThat(two).isEqualTo(new FailureCount(2, NOON.plusSeconds(5)));
		assertThat(this.rules.stopped(null, NOON)).isFalse();
		assertThat(this.rules.stopped(two, NOON)).isFalse();
		assertThat(this.rules.stopped(this.rules.counted(two, NOON), NOON)).isTrue();
		assertThat(this.rules.stopped(new FailureCount(4, NOON), NOON)).isTrue();
	}

	@Test
	void failuresAreForgottenAfterTheirTimeAndNotBefore() {
		FailureCount three = new FailureCount(3, NOON);
		assertThat(this.rules.failures(three, NOON.plus(MONTH).minusNanos(1))).isEqualTo(3);
		assertThat(this.rules.failures(three, NOON.plus(MONTH))).isZero();
		assertThat(this.rules.counted(three, NOON.plus(MONTH))).isEqualTo(new FailureCount(1, NOON.plus(MONTH)));
		assertThat(this.rules.failures(null, NOON)).isZero();
	}

	@Test
	@DisplayName("SEC-54 a clock that steps back forgets nothing earlier")
	void clockThatStepsBackForgetsNothingEarlier() {
		assertThat(this.rules.counted(new FailureCount(1, NOON), NOON.minusSeconds(60)))
			.isEqualTo(new FailureCount(2, NOON));
	}

	@Test
	void whatIsTakenAwayLeavesTheRest() {
		assertThat(this.rules.without(new FailureCount(3, NOON), 2)).isEqualTo(new FailureCount(1, NOON));
		assertThat(this.rules.without(new FailureCount(3, NOON), 3)).isNull();
		assertThat(this.rules.without(new FailureCount(3, NOON), 4)).isNull();
		assertThat(this.rules.without(null, 1)).isNull();
	}

	@ParameterizedTest
	@DisplayName("SEC-12 a hard stop above 100 is refused")
	@ValueSource(ints = { 101, 0, -1 })
	void hardStopOutOfItsRangeIsRefused(int hardStop) {
		assertThatIllegalArgumentException().isThrownBy(() -> new FailureRules(hardStop, MONTH))
			.withMessage("'hardStop' must be between 1 and 100");
	}

	@Test
	void rangesIncludeTheirEnds() {
		assertThat(new FailureRules(100, Duration.ofMinutes(1)).hardStop()).isEqualTo(100);
		assertThat(new FailureRules(1, Duration.ofDays(3660)).hardStop()).isEqualTo(1);
		for (Duration memory : new Duration[] { Duration.ofSeconds(59), Duration.ofDays(3660).plusNanos(1) }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new FailureRules(1, memory))
				.withMessage("'memory' must be between one minute and ten years");
		}
	}

}
