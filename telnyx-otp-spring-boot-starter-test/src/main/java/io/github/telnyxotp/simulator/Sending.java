package io.github.telnyxotp.simulator;

/**
 * One message and how far it has come. Immutable; a change makes a new one.
 *
 * @param verification the verification that ordered it
 * @param fate how far it has come
 * @param move how often its end was put off; a timer of an earlier move is out of date
 */
record Sending(Verification verification, Fate fate, int move) {

	String id() {
		return this.verification.id();
	}

	boolean onItsWay() {
		return this.fate == Fate.ON_ITS_WAY;
	}

	Sending with(Fate fate) {
		return new Sending(this.verification, fate, this.move);
	}

	Sending moved() {
		return new Sending(this.verification, this.fate, this.move + 1);
	}

	Message message() {
		SimulatedChannel channel = this.verification.channel();
		String code = this.verification.code();
		return new Message(id(), channel, code, channel.text(code), "delivered", this.verification.createdAt());
	}

	/**
	 * How far a message can come.
	 */
	enum Fate {

		ON_ITS_WAY, DELIVERED, FAILED, LOST

	}

}
