package io.github.telnyxotp.challenge;

import java.time.Instant;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * One message of a challenge.
 *
 * @param number its place among the messages of the challenge, from 1
 * @param channel how it is sent
 * @param delivery how far it has come
 * @param verification its name at Telnyx, once known
 * @param decidedAt when it was decided; cooldown and waiting count from here
 * @since 0.1
 */
public record Sending(int number, Channel channel, Delivery delivery, @Nullable VerificationId verification,
		Instant decidedAt) {

	Sending with(Delivery delivery) {
		return new Sending(this.number, this.channel, delivery, this.verification, this.decidedAt);
	}

	Sending accepted(VerificationId verification) {
		return new Sending(this.number, this.channel, Delivery.ACCEPTED, verification, this.decidedAt);
	}

}
