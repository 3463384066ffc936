package io.github.telnyxotp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a challenge, for audit, metrics and notices. An application
 * receives it as a Spring application event. Each step leaves one. It carries no code, no
 * full number and no key (SEC-09, SEC-31, SEC-68).
 *
 * @since 0.1
 */
public sealed interface OtpEvent {

	/**
	 * What it is about.
	 * @return challenge, owner, phone, country and time
	 */
	Subject subject();

	/**
	 * Which challenge.
	 * @return {@link ChallengeId#reference()}
	 */
	default String challenge() {
		return subject().challenge();
	}

	/**
	 * Whose challenge.
	 * @return account and purpose
	 */
	default Owner owner() {
		return subject().owner();
	}

	/**
	 * Which phone.
	 * @return {@link PhoneNumber#masked()}
	 */
	default String phone() {
		return subject().phone();
	}

	/**
	 * What all events tell.
	 *
	 * @param challenge {@link ChallengeId#reference()} of the challenge, or of the one
	 * that would have been
	 * @param owner whose it is; of something that was refused, who asked
	 * @param phone {@link PhoneNumber#masked()}; empty if the phone is not known or not
	 * this owner's
	 * @param country two-letter code of the country that the number belongs to,
	 * {@code ZZ} if none
	 * @param at when it happened, by the clock of this node
	 */
	record Subject(String challenge, Owner owner, String phone, String country, Instant at) {
	}

	/**
	 * A challenge was started.
	 *
	 * @param subject what it is about
	 */
	record Requested(Subject subject) implements OtpEvent {
	}

	/**
	 * The owner asked for another message and it is decided. A {@link Sent} follows, or a
	 * {@link Refused} if limits or money are against it.
	 *
	 * @param subject what it is about
	 * @param channel how it is to be sent
	 */
	record Resent(Subject subject, Channel channel) implements OtpEvent {
	}

	/**
	 * Another channel is decided on by itself. A {@link Sent} follows, or a
	 * {@link Refused} if limits or money are against it.
	 *
	 * @param subject what it is about
	 * @param from the channel before
	 * @param to the channel that follows
	 * @param cause why
	 */
	record Moved(Subject subject, Channel from, Channel to, Cause cause) implements OtpEvent {
	}

	/** Why another channel follows. */
	enum Cause {

		/** Telnyx did not take the order for this channel. */
		REFUSED,

		/** The network reported that the message could not be delivered. */
		FAILED,

		/** No proof of arrival came in time. */
		LATE

	}

	/**
	 * Telnyx was asked to send a message.
	 *
	 * @param subject what it is about
	 * @param channel how
	 * @param answer what came of it
	 */
	record Sent(Subject subject, Channel channel, SendAnswer answer) implements OtpEvent {
	}

	/**
	 * The network reported how far a message has come, and that was news.
	 *
	 * @param subject what it is about
	 * @param channel how the message was sent
	 * @param delivery how far it has come
	 */
	record Reported(Subject subject, Channel channel, Delivery delivery) implements OtpEvent {
	}

	/**
	 * Telnyx says that a verification is over. A hint that changes nothing: only
	 * {@link Verified} lets anybody in (D4).
	 *
	 * @param subject what it is about
	 * @param status the word of Telnyx, lower-case letters and underscores
	 */
	record Completed(Subject subject, String status) implements OtpEvent {
	}

	/**
	 * The right code was submitted.
	 *
	 * @param subject what it is about
	 * @param channel how the code reached the phone; {@code null} if codes were sent over
	 * several channels and it may have been any of them
	 */
	record Verified(Subject subject, @Nullable Channel channel) implements OtpEvent {
	}

	/**
	 * A submitted code was taken in and did not succeed.
	 *
	 * @param subject what it is about
	 * @param verdict why not
	 */
	record Failed(Subject subject, Verdict verdict) implements OtpEvent {
	}

	/**
	 * Too many wrong codes ended the challenge. Follows the last {@link Failed}.
	 *
	 * @param subject what it is about
	 */
	record Locked(Subject subject) implements OtpEvent {
	}

	/**
	 * Something was asked for and not done: no message was queued, or nobody was asked
	 * about a code, which was not counted either.
	 *
	 * @param subject what it is about
	 * @param action what was asked for
	 * @param rule which rule refused, lower-case letters, digits and hyphens
	 * @param retryAfter time until it makes sense to ask again, or {@code null} if that
	 * is not known
	 */
	record Refused(Subject subject, Action action, String rule, @Nullable Duration retryAfter) implements OtpEvent {
	}

	/**
	 * A rule that is only recorded would have refused this.
	 *
	 * @param subject what it is about
	 * @param action what was asked for
	 * @param rule which rule, lower-case letters, digits and hyphens
	 */
	record Exceeded(Subject subject, Action action, String rule) implements OtpEvent {
	}

	/**
	 * So many wrong codes in a row that account or phone is barred, across challenges,
	 * until time or an administrator opens it again (SEC-12). The owner should be told.
	 *
	 * @param subject what it is about
	 */
	record Barred(Subject subject) implements OtpEvent {
	}

	/**
	 * A phone was proved and bound to an account. Follows {@link Verified}. The owner
	 * should be told, at the old phone and at another address (SEC-40); the full numbers
	 * are with the {@code PhoneNumberEnrolment} of the application only.
	 *
	 * @param subject what it is about, with the phone that is bound now
	 * @param before {@link PhoneNumber#masked()} of the phones until then, empty if there
	 * was none
	 */
	record NumberChanged(Subject subject, List<String> before) implements OtpEvent {

		/**
		 * Makes the list unmodifiable.
		 */
		public NumberChanged {
			before = List.copyOf(before);
		}

	}

	/** What somebody asks for. */
	enum Action {

		/** A message. */
		SEND,

		/** The check of a code. */
		CHECK

	}

	/**
	 * The challenge ended without a code. That its time is over shows only when somebody
	 * comes back to it.
	 *
	 * @param subject what it is about
	 * @param state {@code EXPIRED}, {@code ABANDONED} or {@code FAILED}
	 */
	record Ended(Subject subject, ChallengeStatus.State state) implements OtpEvent {
	}

}
