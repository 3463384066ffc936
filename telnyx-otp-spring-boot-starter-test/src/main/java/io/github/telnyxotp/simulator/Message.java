package io.github.telnyxotp.simulator;

import java.time.Instant;

/**
 * A message that has arrived on a simulated phone.
 *
 * @param verificationId the verification that it belongs to, a UUID
 * @param channel how it came
 * @param code the code in it, 4 to 10 digits
 * @param text what the owner of the phone reads or hears
 * @param status how far the message came, always {@code delivered}
 * @param sentAt when it was ordered
 * @since 0.1
 */
public record Message(String verificationId, SimulatedChannel channel, String code, String text, String status,
		Instant sentAt) {

	/** Shows neither code nor text: test reports and logs are kept. */
	@Override
	public String toString() {
		return "Message[verificationId=" + this.verificationId + ", channel=" + this.channel + ", status=" + this.status
				+ ", sentAt=" + this.sentAt + "]";
	}

}
