package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.telnyxotp.challenge.Given.NOON;
import static io.github.telnyxotp.challenge.Given.POLICY;
import static io.github.telnyxotp.challenge.Given.after;
import static io.github.telnyxotp.challenge.Given.first;
import static io.github.telnyxotp.challenge.Given.open;
import static io.github.telnyxotp.challenge.Given.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Policy}.
 */
class PolicyTests {

	@ParameterizedTest
	@ValueSource(strings = { "PT1S", "PT5M", "PT10M" })
	void lifeWithinTheBoundsIsTaken(Duration life) {
		assertThat(new Policy(life, 5, 5, Duration.ZERO, Map.of()).timeToLive()).isEqualTo(life);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT601S", "PT10M0.001S", "PT0.999S", "PT0S", "PT-5M" })
	@DisplayName("SEC-05 a life beyond ten minutes or below a second is refused")
	void lifeBeyondTheBoundsIsRefused(Duration life) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Policy(life, 5, 5, Duration.ZERO, Map.of()))
			.withMessage("'timeToLive' must be between one second and ten minutes");
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 11 })
	void countsBeyondTheBoundsAreRefused(int count) {
		Duration life = Duration.ofMinutes(5);
		assertThatIllegalArgumentException().isThrownBy(() -> new Policy(life, count, 5, Duration.ZERO, Map.of()))
			.withMessage("'maxAttempts' must be between 1 and 10");
		assertThatIllegalArgumentException().isThrownBy(() -> new Policy(life, 5, count, Duration.ZERO, Map.of()))
			.withMessage("'maxSends' must be between 1 and 10");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10 })
	void countsWithinTheBoundsAreTaken(int count) {
		Policy policy = new Policy(Duration.ofMinutes(5), count, count, Duration.ZERO, Map.of());
		assertThat(policy.maxAttempts() + policy.maxSends()).isEqualTo(2 * count);
	}

	@Test
	void negativeTimesAreRefused() {
		Duration life = Duration.ofMinutes(5);
		assertThatIllegalArgumentException().isThrownBy(() -> new Policy(life, 5, 5, Duration.ofMillis(-1), Map.of()))
			.withMessage("'resendCooldown' must not be negative");
		for (Duration wait : new Duration[] { Duration.ZERO, Duration.ofMillis(-1) }) {
			assertThatIllegalArgumentException()
				.isThrownBy(() -> new Policy(life, 5, 5, Duration.ZERO, Map.of(Channel.SMS, wait)))
				.withMessage("'waits' must be longer than nothing");
		}
	}

	@Test
	void laterChangesOfTheWaitsDoNotMatter() {
		Map<Channel, Duration> waits = new HashMap<>();
		Policy policy = new Policy(Duration.ofMinutes(5), 5, 5, Duration.ZERO, waits);
		waits.put(Channel.SMS, Duration.ofSeconds(1));
		assertThat(policy.wait(Channel.SMS)).isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@CsvSource({ "1,30", "2,60", "3,120", "4,120" })
	void pauseDoublesUpToFourTimes(int messages, long seconds) {
		Sending[] sendings = new Sending[messages];
		for (int number = 1; number <= messages; number++) {
			sendings[number - 1] = sending(number, Channel.SMS, Delivery.SENT, 0);
		}
		assertThat(POLICY.pause(open(sendings), NOON)).isEqualTo(Duration.ofSeconds(seconds));
		assertThat(POLICY.pause(open(sendings), after(seconds - 1))).isEqualTo(Duration.ofSeconds(1));
		assertThat(POLICY.pause(open(sendings), after(seconds))).isEqualTo(Duration.ZERO);
		assertThat(POLICY.pause(open(sendings), after(seconds + 1))).isEqualTo(Duration.ZERO);
	}

	@Test
	void pauseCountsFromTheNewestMessage() {
		Challenge two = open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 40));
		assertThat(POLICY.pause(two, after(45))).isEqualTo(Duration.ofSeconds(55));
	}

	@Test
	void refusedMessagesLengthenNoPause() {
		Challenge refused = open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 0));
		assertThat(POLICY.pause(refused, NOON)).isEqualTo(Duration.ofSeconds(30));
		Challenge one = open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.SENT, 0));
		assertThat(POLICY.pause(one, NOON)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void nothingNeedsNoPause() {
		assertThat(POLICY.pause(open(), NOON)).isEqualTo(Duration.ZERO);
	}

}
