package io.github.telnyxotp.simulator;

import java.time.Duration;

/**
 * One simulated phone: how the channels reach it. Every method returns the same inbox, so
 * that calls can be chained. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class Inbox {

	private final Phones phones;

	private final String number;

	Inbox(Phones phones, String number) {
		this.phones = phones;
		this.number = number;
	}

	/**
	 * What becomes of WhatsApp messages, at once.
	 * @param outcome what becomes of them
	 * @return this inbox
	 */
	public Inbox whatsapp(Outcome outcome) {
		return on(SimulatedChannel.WHATSAPP, outcome, Duration.ZERO);
	}

	/**
	 * What becomes of text messages, at once.
	 * @param outcome what becomes of them
	 * @return this inbox
	 */
	public Inbox sms(Outcome outcome) {
		return on(SimulatedChannel.SMS, outcome, Duration.ZERO);
	}

	/**
	 * What becomes of calls, at once.
	 * @param outcome what becomes of them
	 * @return this inbox
	 */
	public Inbox call(Outcome outcome) {
		return on(SimulatedChannel.CALL, outcome, Duration.ZERO);
	}

	/**
	 * What becomes of messages over a channel, and when.
	 * @param channel the channel
	 * @param outcome what becomes of them
	 * @param after how long it takes, up to 10 minutes; zero means before the order is
	 * answered
	 * @return this inbox
	 * @throws IllegalArgumentException if the time is out of its range
	 */
	public Inbox on(SimulatedChannel channel, Outcome outcome, Duration after) {
		this.phones.behave(this.number, channel, new Behaviour(outcome, after));
		return this;
	}

}
