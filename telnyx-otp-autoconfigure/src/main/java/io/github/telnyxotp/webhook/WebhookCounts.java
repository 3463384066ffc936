package io.github.telnyxotp.webhook;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How often which outcome was, since the start. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class WebhookCounts {

	private final Map<WebhookOutcome, LongAdder> counts = Arrays.stream(WebhookOutcome.values())
		.collect(Collectors.toUnmodifiableMap(Function.identity(), (outcome) -> new LongAdder()));

	/**
	 * Counts from zero.
	 */
	public WebhookCounts() {
	}

	/**
	 * How often an outcome was.
	 * @param outcome which
	 * @return how often, zero or more
	 */
	public long of(WebhookOutcome outcome) {
		return counter(outcome).sum();
	}

	void add(WebhookOutcome outcome) {
		counter(outcome).increment();
	}

	private LongAdder counter(WebhookOutcome outcome) {
		return Objects.requireNonNull(this.counts.get(outcome));
	}

}
