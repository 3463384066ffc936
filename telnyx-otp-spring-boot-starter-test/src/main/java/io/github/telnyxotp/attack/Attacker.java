package io.github.telnyxotp.attack;

import java.util.Locale;

/**
 * The attackers that are ready.
 *
 * @since 0.1
 */
public enum Attacker {

	/** Orders messages for one number after the other, from one address. */
	SEQUENTIAL_PUMPER(Pumping::sequential),

	/**
	 * Orders messages for one number after the other, each from another address, real and
	 * claimed in {@code X-Forwarded-For} and its like.
	 */
	ROTATING_PUMPER(Pumping::rotating),

	/**
	 * Orders messages for a day, one every ten minutes at the most. Needs a clock that
	 * can be moved.
	 */
	SLOW_PUMPER(Pumping::slow),

	/** Asks for calls, the dearest channel. */
	VOICE_PUMPER(Pumping::voice),

	/** Buries one customer under messages, from many addresses and sessions. */
	RESEND_BOMBER(Pumping::bomber),

	/** Uses a right code twice: later, in another session, and eight times at once. */
	REPLAYER(Guessing::replay),

	/** Tells customers from strangers by status, headers, cookies, body and time. */
	ENUMERATOR(Enumeration::enumerate),

	/** Posts webhooks that are unsigned, wrongly signed, changed or old. */
	WEBHOOK_FORGER(Forging::forge),

	/**
	 * Guesses codes in many sessions from many addresses; with a clock, for a day. The
	 * last one, since afterwards the customers whom he aimed at may be locked.
	 */
	DISTRIBUTED_GUESSER(Guessing::guess);

	private final Raid raid;

	Attacker(Raid raid) {
		this.raid = raid;
	}

	/** The name in tables. */
	String label() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

	void attack(Field field) {
		this.raid.run(field);
	}

	/** What an attacker does until the field says that it is enough. */
	@FunctionalInterface
	interface Raid {

		void run(Field field);

	}

}
