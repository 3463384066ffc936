package io.github.telnyxotp.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A channel of the Verify API. The starter itself does not offer {@link #FLASHCALL flash
 * calls}; the API does.
 *
 * @since 0.1
 */
public enum SimulatedChannel {

	/** A WhatsApp message. */
	WHATSAPP("WhatsApp"),

	/** A text message. */
	SMS("SMS"),

	/** A call in which a voice reads the code. */
	CALL("Voice call"),

	/** A call that is not answered: the code is in the caller's number. */
	FLASHCALL("Flash call");

	private final String label;

	SimulatedChannel(String label) {
		this.label = label;
	}

	/**
	 * The name that the API and the control requests use.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	String label() {
		return this.label;
	}

	String text(String code) {
		return switch (this) {
			case WHATSAPP -> code + " is your verification code. For your security, do not share this code.";
			case SMS -> "Your " + Profile.APP_NAME + " verification code is: " + code;
			case CALL -> "☎ Voice call: the spoken digits " + String.join(" ", code.split(""));
			case FLASHCALL -> "☎ Missed call: the caller's number ends with " + code;
		};
	}

	static Optional<SimulatedChannel> of(String id) {
		return Stream.of(values()).filter((channel) -> channel.id().equals(id)).findFirst();
	}

}
