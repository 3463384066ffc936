package io.github.telnyxotp.limit;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Rate}.
 */
class RateTests {

	private static final long NOW = 1_000_000;

	private final Rate rate = new Rate(3, 100);

	@Test
	void emptyCounterGrantsExactlyTheLimitAtOnce() {
		long emptyAt = 0;
		for (int each = 0; each < 3; each++) {
			assertThat(this.rate.waitFor(emptyAt, NOW, 1)).isZero();
			emptyAt = this.rate.charged(emptyAt, NOW, 1);
		}
		assertThat(emptyAt).isEqualTo(NOW + 300);
		assertThat(this.rate.waitFor(emptyAt, NOW, 1)).isEqualTo(100);
		assertThat(this.rate.waitFor(emptyAt, NOW + 99, 1)).isEqualTo(1);
		assertThat(this.rate.waitFor(emptyAt, NOW + 100, 1)).isZero();
	}

	@ParameterizedTest
	@DisplayName("SEC-16 no window sees more than twice the limit")
	@CsvSource({ "1,1000", "3,1000", "7,1000", "10,999", "5,3600" })
	void noWindowSeesMoreThanTwiceTheLimit(int limit, long window) {
		Rate rate = Rate.of(limit, Duration.ofNanos(window));
		long emptyAt = 0;
		int granted = 0;
		for (long now = NOW; now <= NOW + window; now++) {
			while (rate.waitFor(emptyAt, now, 1) == 0) {
				emptyAt = rate.charged(emptyAt, now, 1);
				granted++;
			}
		}
		assertThat(granted).isBetween(limit, 2 * limit);
	}

	@Test
	void rateIsRoundedToTheSideOfFewer() {
		assertThat(Rate.of(3, Duration.ofNanos(300))).isEqualTo(new Rate(3, 100));
		assertThat(Rate.of(3, Duration.ofNanos(301))).isEqualTo(new Rate(3, 101));
		assertThat(Rate.of(3, Duration.ofNanos(302)).capacity()).isEqualTo(303);
	}

	@Test
	void heavyChargeNeedsItsWholeRoom() {
		assertThat(this.rate.waitFor(0, NOW, 3)).isZero();
		assertThat(this.rate.waitFor(NOW + 1, NOW, 3)).isEqualTo(1);
		assertThat(this.rate.waitFor(NOW + 100, NOW, 2)).isZero();
		assertThat(this.rate.waitFor(NOW + 101, NOW, 2)).isEqualTo(1);
		assertThat(this.rate.charged(NOW + 100, NOW, 2)).isEqualTo(NOW + 300);
	}

	@Test
	void chargeAboveTheLimitNeverFits() {
		assertThat(this.rate.waitFor(0, NOW, 4)).isEqualTo(300);
		assertThat(this.rate.waitFor(0, Long.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(300);
	}

	@Test
	@DisplayName("SEC-54 a clock that steps back grants nothing more")
	void clockThatStepsBackGrantsNothingMore() {
		assertThat(this.rate.waitFor(NOW + 300, NOW - 500, 1)).isEqualTo(600);
		assertThat(this.rate.charged(NOW, NOW - 500, 1)).isEqualTo(NOW + 100);
	}

	@Test
	void numbersThatAreTooLargeEndInARefusal() {
		assertThat(this.rate.waitFor(Long.MAX_VALUE, -NOW, 1)).isEqualTo(Long.MAX_VALUE - 200);
		assertThat(this.rate.waitFor(Long.MAX_VALUE, Long.MIN_VALUE, 1)).isPositive();
		assertThat(this.rate.charged(Long.MAX_VALUE - 99, 0, 1)).isEqualTo(Long.MAX_VALUE);
		assertThat(this.rate.charged(Long.MAX_VALUE - 100, 0, 1)).isEqualTo(Long.MAX_VALUE);
		assertThat(this.rate.charged(Long.MAX_VALUE - 101, 0, 1)).isEqualTo(Long.MAX_VALUE - 1);
	}

	@Test
	void chargeThatIsUndoneAtOnceLeavesNoTrace() {
		assertThat(this.rate.givenBack(NOW + 250, NOW, NOW, 1)).isEqualTo(NOW + 150);
		assertThat(this.rate.givenBack(NOW + 250, NOW, NOW, 2)).isEqualTo(NOW + 50);
		assertThat(this.rate.givenBack(NOW + 100, NOW, NOW, 1)).isEqualTo(NOW);
		assertThat(this.rate.givenBack(NOW + 50, NOW, NOW, 1)).isEqualTo(NOW);
		assertThat(this.rate.givenBack(Long.MIN_VALUE + 1, NOW, NOW, 1)).isEqualTo(Long.MIN_VALUE + 1);
	}

	@Test
	void timeDoesNotGiveBackTwice() {
		assertThat(this.rate.givenBack(NOW + 250, NOW - 40, NOW, 1)).isEqualTo(NOW + 190);
		assertThat(this.rate.givenBack(NOW + 250, NOW - 100, NOW, 1)).isEqualTo(NOW + 250);
		assertThat(this.rate.givenBack(NOW + 250, NOW - 400, NOW, 1)).isEqualTo(NOW + 250);
	}

	@ParameterizedTest
	@CsvSource({ "0,1", "-1,1", "1,0", "1,-1", "2,4611686018427387904" })
	void numbersOutOfTheirRangeAreRefused(int limit, long interval) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Rate(limit, interval))
			.withMessage("'limit' and 'interval' must be at least one and not too large");
	}

	@Test
	void smallestAndLargestNumbersAreTaken() {
		assertThat(new Rate(1, 1).capacity()).isEqualTo(1);
		assertThat(new Rate(1, Long.MAX_VALUE).capacity()).isEqualTo(Long.MAX_VALUE);
	}

}
