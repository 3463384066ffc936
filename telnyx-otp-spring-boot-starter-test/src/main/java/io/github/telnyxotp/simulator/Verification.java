package io.github.telnyxotp.simulator;

import java.time.Instant;

/**
 * One verification of the simulated API. Immutable; a change makes a new one.
 *
 * @param id its UUID
 * @param start what was ordered
 * @param code the code that was sent
 * @param progress how far it has come
 * @param createdAt when it was ordered
 */
record Verification(String id, Start start, String code, Progress progress, Instant createdAt) {

	String phone() {
		return this.start.phone();
	}

	SimulatedChannel channel() {
		return this.start.channel();
	}

	boolean pending() {
		return this.progress.status() == Status.PENDING;
	}

	Verification at(Instant now) {
		boolean over = pending() && !now.isBefore(this.createdAt.plusSeconds(this.start.timeoutSecs()));
		return over ? with(Status.EXPIRED, this.progress.failedAttempts(), now) : this;
	}

	Verification with(Status status, int failedAttempts, Instant now) {
		return new Verification(this.id, this.start, this.code, new Progress(status, failedAttempts, now),
				this.createdAt);
	}

	@Override
	public String toString() {
		return "Verification[id=" + this.id + ", " + this.progress + "]";
	}

	/**
	 * The words that the API has for it.
	 */
	enum Status {

		PENDING, ACCEPTED, INVALID, EXPIRED

	}

	/**
	 * What changes.
	 *
	 * @param status the state
	 * @param failedAttempts how many wrong codes were tried
	 * @param updatedAt when it changed last
	 */
	record Progress(Status status, int failedAttempts, Instant updatedAt) {
	}

}
