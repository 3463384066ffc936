package io.github.telnyxotp;

import java.time.Instant;

/**
 * Something that happened to a remembered device, for audit and notices. An application
 * receives it as a Spring application event. It carries no token (SEC-37).
 *
 * @since 0.1
 */
public sealed interface OtpDeviceEvent {

	/**
	 * What it is about.
	 * @return device, account and time
	 */
	Subject subject();

	/**
	 * What all events tell.
	 *
	 * @param device {@link RememberedDevice#reference()}
	 * @param account the name of the account
	 * @param label {@link RememberedDevice#label()}
	 * @param at when it happened, by the clock of this node
	 */
	record Subject(String device, String account, String label, Instant at) {
	}

	/**
	 * A person confirmed a code and had the device remembered.
	 *
	 * @param subject what it is about
	 */
	record Remembered(Subject subject) implements OtpDeviceEvent {
	}

	/**
	 * The device took the place of a code at a sign-in.
	 *
	 * @param subject what it is about
	 */
	record Recognised(Subject subject) implements OtpDeviceEvent {
	}

	/**
	 * A token that was replaced before was shown again, after the right password: two
	 * browsers have the same device, one of them copied it. The device is forgotten and a
	 * code is asked for. The owner should be told.
	 *
	 * @param subject what it is about
	 */
	record Stolen(Subject subject) implements OtpDeviceEvent {
	}

	/**
	 * The device is forgotten before its time.
	 *
	 * @param subject what it is about
	 * @param cause why
	 */
	record Forgotten(Subject subject, Cause cause) implements OtpDeviceEvent {
	}

	/** Why a device is forgotten. */
	enum Cause {

		/** The person or the application asked for it. */
		REQUESTED,

		/** The phone it was remembered for belongs to the account no more. */
		PHONE_CHANGED,

		/** The person had the same browser remembered once more. */
		REPLACED

	}

}
