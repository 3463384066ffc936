package io.github.telnyxotp.device;

/**
 * What a token was worth.
 *
 * @since 0.1
 */
public sealed interface Recognition {

	/**
	 * It stands for the code.
	 *
	 * @param device the device
	 * @param next the token that counts from now on
	 */
	record Recognised(Device device, DeviceToken next) implements Recognition {
	}

	/** Nobody knows it, its time is over, or it is of another account. */
	record Unknown() implements Recognition {
	}

	/**
	 * It was replaced before. The device is forgotten.
	 *
	 * @param device the device
	 */
	record Stolen(Device device) implements Recognition {
	}

	/**
	 * The phone belongs to the account no more. The device is forgotten.
	 *
	 * @param device the device
	 */
	record PhoneChanged(Device device) implements Recognition {
	}

}
