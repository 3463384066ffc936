package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BudgetPolicy} and {@link SendWish}.
 */
class BudgetPolicyTests {

	@ParameterizedTest
	@CsvSource({ "0,90,100,0", "80,79,100,10", "80,90,89,10", "80,90,101,10", "80,90,100,-1", "80,90,100,80" })
	void thresholdsThatMakeNoSenseAreRefused(int cheapest, int known, int stop, int hysteresis) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new BudgetPolicy.Thresholds(cheapest, known, stop, hysteresis));
	}

	@ParameterizedTest
	@CsvSource({ "1,1,1,0", "80,80,80,79", "100,100,100,0" })
	void thresholdsAtTheirEndsAreTaken(int cheapest, int known, int stop, int hysteresis) {
		assertThat(new BudgetPolicy.Thresholds(cheapest, known, stop, hysteresis).stop()).isEqualTo(stop);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 101 })
	void aShareThatIsNoPercentageIsRefused(int reserved) {
		assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPolicy(Map.of(), reserved, Till.USUAL));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 100 })
	void aShareAtItsEndsIsTaken(int reserved) {
		assertThat(new BudgetPolicy(Map.of(), reserved, Till.USUAL).reserved()).isEqualTo(reserved);
	}

	@Test
	void aBudgetOfNothingIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new BudgetPolicy(Map.of(Period.DAY, Money.ZERO), 0, Till.USUAL));
	}

	@Test
	void whatIsWantedMustServeThePhone() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SendWish(Purpose.SECOND_FACTOR, "US", true,
				List.of(Channel.SMS), List.of(Channel.SMS, Channel.CALL)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SendWish(Purpose.SECOND_FACTOR, "US", true, Till.ALL, List.of()));
	}

	@ParameterizedTest
	@CsvSource({ "HOUR,PT1H", "DAY,PT24H" })
	void aPeriodIsAsLongAsItsName(Period period, Duration length) {
		assertThat(period.length()).isEqualTo(length);
	}

}
