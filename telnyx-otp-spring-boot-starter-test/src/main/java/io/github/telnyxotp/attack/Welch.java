package io.github.telnyxotp.attack;

import java.util.Arrays;

/**
 * Welch's test: whether two samples differ by more than chance.
 *
 * @param t his figure; beyond 4.5 either way it is no chance
 * @param medians how far the medians are apart, in the unit of the samples
 */
record Welch(double t, double medians) {

	static Welch of(double[] one, double[] other) {
		double error = Math.sqrt(variance(one) / one.length + variance(other) / other.length);
		double difference = mean(one) - mean(other);
		double t = (error > 0) ? difference / error : Math.signum(difference) * 1000;
		return new Welch(t, median(one) - median(other));
	}

	private static double mean(double[] sample) {
		return Arrays.stream(sample).average().orElse(0);
	}

	private static double variance(double[] sample) {
		double mean = mean(sample);
		double squares = Arrays.stream(sample).map((value) -> (value - mean) * (value - mean)).sum();
		return squares / Math.max(1, sample.length - 1);
	}

	private static double median(double[] sample) {
		double[] sorted = sample.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
