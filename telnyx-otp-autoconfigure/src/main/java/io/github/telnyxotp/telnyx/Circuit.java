package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One circuit, with the numbers of SEC-48 and SEC-60. Safe for use by many threads; none
 * waits for the call of another.
 */
final class Circuit {

	private static final Logger LOGGER = LoggerFactory.getLogger(CircuitTelnyxClient.class);

	private static final int TROUBLE_PERCENT = 50;

	private static final int MINIMUM_CALLS = 20;

	private static final int WINDOW_SECONDS = 60;

	private static final Duration PAUSE = Duration.ofSeconds(10);

	private static final int PROBES = 3;

	private final CircuitBreaker breaker;

	/**
	 * Makes a closed circuit.
	 * @param name what the log calls it
	 * @param nanoTime the time, which a corrected clock does not move
	 */
	Circuit(String name, LongSupplier nanoTime) {
		InstantSource time = () -> Instant.EPOCH.plusNanos(nanoTime.getAsLong());
		this.breaker = CircuitBreaker.of(name,
				CircuitBreakerConfig.custom()
					.clock(time.withZone(ZoneOffset.UTC))
					.slidingWindow(WINDOW_SECONDS, MINIMUM_CALLS, SlidingWindowType.TIME_BASED)
					.failureRateThreshold(TROUBLE_PERCENT)
					.waitDurationInOpenState(PAUSE)
					.permittedNumberOfCallsInHalfOpenState(PROBES)
					.recordResult(Boolean.TRUE::equals)
					.build());
		this.breaker.getEventPublisher().onStateTransition((event) -> tell(event.getStateTransition()));
	}

	/**
	 * Asks for one call. Whoever gets it must {@link #conclude} it.
	 * @return whether the call may be made
	 */
	boolean permits() {
		return this.breaker.tryAcquirePermission();
	}

	void conclude(boolean trouble) {
		// Probes are too few for a rate: one in trouble says that it is not over
		if (trouble && this.breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
			this.breaker.transitionToOpenState();
		}
		else {
			this.breaker.onResult(0, TimeUnit.NANOSECONDS, trouble);
		}
	}

	TelnyxCircuits.State state() {
		// A pause that is over ends with the next permit. Without callers, asking has to
		// do
		if (this.breaker.getState() == CircuitBreaker.State.OPEN && this.breaker.tryAcquirePermission()) {
			this.breaker.releasePermission();
		}
		return switch (this.breaker.getState()) {
			case OPEN -> TelnyxCircuits.State.OPEN;
			case HALF_OPEN -> TelnyxCircuits.State.HALF_OPEN;
			default -> TelnyxCircuits.State.CLOSED;
		};
	}

	private void tell(StateTransition transition) {
		if (transition == StateTransition.CLOSED_TO_OPEN) {
			LOGGER.warn("Too many calls to Telnyx fail: {} pauses until a call succeeds again", this.breaker.getName());
		}
		else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
			LOGGER.info("Calls to Telnyx succeed again: {} goes on", this.breaker.getName());
		}
	}

}
