package io.github.telnyxotp;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a challenge, for audit, metrics and notices. An application
 * receives it as a Spring application event. It carries no code, no full number and no
 * key (SEC-09, SEC-31).
 *
 * @since 0.1
 */
public sealed interface OtpEvent {

	/**
	 * Which challenge.
	 * @return {@link ChallengeId#reference()}
	 */
	String challenge();

	/**
	 * Whose challenge.
	 * @return account and purpose
	 */
	Owner owner();

	/**
	 * Which phone.
	 * @return {@link PhoneNumber#masked()}
	 */
	String phone();

	/**
	 * A challenge was started.
	 *
	 * @param challenge which challenge
	 * @param owner whose
	 * @param phone masked number
	 */
	record Requested(String challenge, Owner owner, String phone) implements OtpEvent {
	}

	/**
	 * Telnyx was asked to send a message.
	 *
	 * @param challenge which challenge
	 * @param owner whose
	 * @param phone masked number
	 * @param channel how
	 * @param answer what came of it
	 */
	record Sent(String challenge, Owner owner, String phone, Channel channel, SendAnswer answer) implements OtpEvent {
	}

	/**
	 * The network reported how far a message has come, and that was news.
	 *
	 * @param challenge which challenge
	 * @param owner whose
	 * @param phone masked number
	 * @param channel how the message was sent
	 * @param delivery how far it has come
	 */
	record Reported(String challenge, Owner owner, String phone, Channel channel,
			Delivery delivery) implements OtpEvent {
	}

	/**
	 * The right code was submitted.
	 *
	 * @param challenge which challenge
	 * @param owner whose
	 * @param phone masked number
	 * @param channel how the code reached the phone; {@code null} if codes were sent over
	 * several channels and it may have been any of them
	 */
	record Verified(String challenge, Owner owner, String phone, @Nullable Channel channel) implements OtpEvent {
	}

	/**
	 * A submitted code did not succeed.
	 *
	 * @param challenge which challenge
	 * @param owner who submitted it
	 * @param phone masked number
	 * @param verdict why not
	 */
	record Failed(String challenge, Owner owner, String phone, Verdict verdict) implements OtpEvent {
	}

	/**
	 * Too many wrong codes ended the challenge. Follows the last {@link Failed}.
	 *
	 * @param challenge which challenge
	 * @param owner whose
	 * @param phone masked number
	 */
	record Locked(String challenge, Owner owner, String phone) implements OtpEvent {
	}

}
