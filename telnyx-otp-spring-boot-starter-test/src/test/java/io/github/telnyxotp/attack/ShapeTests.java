package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What the enumerator takes for a difference.
 */
class ShapeTests {

	@Test
	void digitsTokensAndDatesAreNoDifference() {
		assertThat(shape("code 17, token aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ=", "Sat, 01 Mar 2026 10:15:30 GMT")
			.differences(shape("code 4, token Zm9vIGJhciBiYXogZm9vIGJhciBiYXo=", "Sun, 02 Apr 2026 00:00:00 GMT")))
			.isEmpty();
	}

	@Test
	void aWordIsADifference() {
		assertThat(shape("sent", "a").differences(shape("not sent", "a"))).containsExactly("body");
		assertThat(shape("sent", "a").differences(shape("sent", "b"))).containsExactly("headers");
	}

	@Test
	void welchTellsADifferenceFromNoise() {
		double[] one = { 10, 11, 12, 11, 10, 11, 12, 11 };
		double[] same = { 11, 10, 11, 12, 11, 10, 12, 11 };
		double[] later = { 40, 41, 42, 41, 40, 41, 42, 41 };
		assertThat(Welch.of(one, same).t()).isBetween(-1.0, 1.0);
		assertThat(Welch.of(later, one).t()).isGreaterThan(4.5);
		assertThat(Welch.of(one, later).medians()).isEqualTo(-30);
	}

	@Test
	void welchAgreesWithAnotherProgram() {
		double[] one = { 27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4 };
		double[] other = { 27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.9, 24.7 };
		assertThat(Welch.of(one, other).t()).isCloseTo(-2.8579, within(0.001));
	}

	private static Shape shape(String body, String header) {
		return Shape.of(new Response(200, Map.of("x", List.of(header)), body, Duration.ZERO));
	}

}
