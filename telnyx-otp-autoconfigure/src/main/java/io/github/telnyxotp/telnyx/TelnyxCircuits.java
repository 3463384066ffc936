package io.github.telnyxotp.telnyx;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import io.github.telnyxotp.Channel;

/**
 * What is remembered of the latest calls to Telnyx: one circuit for the sendings of each
 * channel, and one for the checks. A circuit opens when half of at least 20 calls within
 * a minute met trouble, and stays open for ten seconds. Then it lets three calls through;
 * it closes when all are good and opens again with the first that is not (SEC-48,
 * SEC-60). Safe for use by many threads.
 *
 * @since 0.1
 * @see CircuitTelnyxClient
 */
public final class TelnyxCircuits {

	private final Map<Channel, Circuit> sends;

	private final Circuit checks;

	private final AtomicBoolean misconfigured = new AtomicBoolean();

	/**
	 * Creates closed circuits.
	 * @param nanoTime the time in nanoseconds, from any start, never going back; usually
	 * {@link System#nanoTime}
	 */
	public TelnyxCircuits(LongSupplier nanoTime) {
		Map<Channel, Circuit> circuits = new EnumMap<>(Channel.class);
		for (Channel channel : Channel.values()) {
			circuits.put(channel, new Circuit("sending by " + channel.id(), nanoTime));
		}
		this.sends = Collections.unmodifiableMap(circuits);
		this.checks = new Circuit("checking", nanoTime);
	}

	/**
	 * How the sendings of a channel stand.
	 * @param channel which channel
	 * @return the state of its circuit
	 */
	public State sends(Channel channel) {
		return sending(channel).state();
	}

	/**
	 * How the checks stand.
	 * @return the state of their circuit
	 */
	public State checks() {
		return this.checks.state();
	}

	/**
	 * Whether Telnyx last said that key, account, profile or address is wrong. Only an
	 * answer that takes them for right changes that; an outage says nothing about them.
	 * @return {@code true} until such an answer
	 */
	public boolean misconfigured() {
		return this.misconfigured.get();
	}

	Circuit sending(Channel channel) {
		Circuit circuit = this.sends.get(channel);
		if (circuit == null) {
			throw new IllegalStateException("There is no circuit for channel " + channel);
		}
		return circuit;
	}

	Circuit checking() {
		return this.checks;
	}

	void learn(boolean wrong) {
		// Seldom changes, so that callers seldom get into each other's way
		if (this.misconfigured.get() != wrong) {
			this.misconfigured.set(wrong);
		}
	}

	/** How a circuit stands. */
	public enum State {

		/** All calls are made. */
		CLOSED,

		/** No call is made. */
		OPEN,

		/** A few calls are made to see whether the trouble is over. */
		HALF_OPEN

	}

}
