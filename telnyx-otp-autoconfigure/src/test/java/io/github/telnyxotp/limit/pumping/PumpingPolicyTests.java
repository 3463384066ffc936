package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import io.github.telnyxotp.limit.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PumpingPolicyTests {

	@Test
	void everyRuleOnlyRecordsUnlessSomebodySaysOtherwise() {
		for (PumpingRule rule : PumpingRule.values()) {
			assertThat(PumpingPolicy.USUAL.mode(rule)).isEqualTo(Mode.RECORD_ONLY);
		}
		assertThat(policy(Map.of(PumpingRule.PREFIX, Mode.ENFORCE), 3).mode(PumpingRule.PREFIX))
			.isEqualTo(Mode.ENFORCE);
		assertThat(PumpingRule.SEQUENCE.id()).isEqualTo("sequence");
	}

	@Test
	void numbersOutOfTheirRangeAreRefused() {
		refused("'dailyFloor'", () -> new Budget(0, 1, 1, 1));
		refused("'hourlyFloor'", () -> new Budget(1, 1, 0, 1));
		refused("'dailyShare'", () -> new Budget(1, -0.1, 1, 1), () -> new Budget(1, 100.1, 1, 1),
				() -> new Budget(1, Double.NaN, 1, 1));
		refused("'hourlyShare'", () -> new Budget(1, 1, 1, -0.1), () -> new Budget(1, 1, 1, 100.1));
		refused("'countries'", () -> policy(Map.of(), 0), () -> policy(Map.of(), 32));
		refused("'numbers'", () -> sequence(1, 3, 60), () -> sequence(51, 3, 60));
		refused("'gap'", () -> sequence(5, 0, 60), () -> sequence(5, 101, 60));
		refused("'window'", () -> sequence(5, 3, 0), () -> sequence(5, 3, 3601));
		refused("'samples'", () -> new PumpingPolicy.Conversion(0.2, 0.4, 0));
		refused("'low' and 'recovered'", () -> new PumpingPolicy.Conversion(0, 0.4, 1),
				() -> new PumpingPolicy.Conversion(0.5, 0.4, 1), () -> new PumpingPolicy.Conversion(0.2, 1.1, 1));
	}

	@Test
	void numbersAtTheEdgesAreTaken() {
		assertThat(new Budget(1, 0, 1, 0)).isNotEqualTo(new Budget(1, 100, 1, 100));
		assertThat(sequence(2, 1, 1)).isNotEqualTo(sequence(50, 100, 3600));
		assertThat(new PumpingPolicy.Conversion(1, 1, 1).samples()).isEqualTo(1);
		assertThat(policy(Map.of(), 1).spread()).isLessThan(policy(Map.of(), 31).spread());
	}

	private static PumpingPolicy policy(Map<PumpingRule, Mode> modes, int spread) {
		PumpingPolicy usual = PumpingPolicy.USUAL;
		return new PumpingPolicy(modes, usual.country(), usual.prefix(), usual.network(), usual.sequence(), spread,
				usual.conversion());
	}

	private static PumpingPolicy.Sequence sequence(int numbers, int gap, int seconds) {
		return new PumpingPolicy.Sequence(numbers, gap, Duration.ofSeconds(seconds));
	}

	private static void refused(String start, ThrowingCallable... attempts) {
		for (ThrowingCallable attempt : attempts) {
			assertThatIllegalArgumentException().isThrownBy(attempt).withMessageStartingWith(start);
		}
	}

}
