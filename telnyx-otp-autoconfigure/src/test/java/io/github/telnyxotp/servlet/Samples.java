package io.github.telnyxotp.servlet;

import java.util.Arrays;

/**
 * How long something took, each time in milliseconds.
 *
 * @param millis the times
 */
record Samples(double[] millis) {

	/** Beyond this a difference is no chance (SEC-28). */
	private static final double CHANCE = 4.5;

	private static final double MEDIANS = 5;

	/** What other programs of the machine spoil: of each sample the longest tenth. */
	private static final double SPOILT = 0.1;

	/** What an attacker can tell from two samples, nothing if it is empty. */
	String difference(Samples other) {
		double all = welch(this.millis, other.millis);
		double most = welch(trimmed(), other.trimmed());
		double medians = median() - other.median();
		boolean alike = Math.abs(all) < CHANCE && Math.abs(most) < CHANCE && Math.abs(medians) < MEDIANS;
		return alike ? "" : "t %.1f, trimmed %.1f, medians %.2f ms apart".formatted(all, most, medians);
	}

	private double[] trimmed() {
		double[] sorted = sorted();
		return Arrays.copyOf(sorted, (int) (sorted.length * (1 - SPOILT)));
	}

	private double median() {
		return sorted()[this.millis.length / 2];
	}

	private double[] sorted() {
		return Arrays.stream(this.millis).sorted().toArray();
	}

	private static double welch(double[] one, double[] other) {
		double error = Math.sqrt(variance(one) / one.length + variance(other) / other.length);
		return (mean(one) - mean(other)) / error;
	}

	private static double mean(double[] sample) {
		return Arrays.stream(sample).average().orElse(0);
	}

	private static double variance(double[] sample) {
		double mean = mean(sample);
		return Arrays.stream(sample).map((value) -> (value - mean) * (value - mean)).sum() / (sample.length - 1);
	}

}
