package io.github.telnyxotp;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What its owner may know of a challenge: enough for a page or a JSON reply, and nothing
 * that betrays the code or the whole number (SEC-29). Times count from the moment it was
 * asked for. A value that never changes.
 *
 * @param state where the challenge stands, and so what to show
 * @param phone the phone, for masked display ({@link PhoneNumber#masked()}); at a
 * recovery a number of nobody, the same for all: show none there
 * @param steps the sendings so far, oldest first; a visitor sees none
 * @param channels the channels that the owner may choose for another sending, empty if no
 * more can be sent; at a recovery all that there are, and one that does not serve the
 * phone stands for the usual one
 * @param attemptsLeft how many codes may still be submitted
 * @param resendAfter time until another sending may be asked for, never negative;
 * meaningless when {@code channels} is empty
 * @param expiresAfter time until the challenge dies, never negative
 * @param next what is sent by itself if nothing happens before, or {@code null}
 * @since 0.1
 */
public record ChallengeStatus(State state, PhoneNumber phone, List<Step> steps, List<Channel> channels,
		int attemptsLeft, Duration resendAfter, Duration expiresAfter, @Nullable Next next) {

	/**
	 * A status of a challenge for which nothing more is sent by itself.
	 * @param state where the challenge stands
	 * @param phone the phone, for masked display
	 * @param steps the sendings so far, oldest first
	 * @param channels the channels that the owner may choose for another sending
	 * @param attemptsLeft how many codes may still be submitted
	 * @param resendAfter time until another sending may be asked for, never negative
	 * @param expiresAfter time until the challenge dies, never negative
	 */
	public ChallengeStatus(State state, PhoneNumber phone, List<Step> steps, List<Channel> channels, int attemptsLeft,
			Duration resendAfter, Duration expiresAfter) {
		this(state, phone, steps, channels, attemptsLeft, resendAfter, expiresAfter, null);
	}

	/**
	 * One sending.
	 *
	 * @param channel how
	 * @param delivery how far it has come
	 */
	public record Step(Channel channel, Delivery delivery) {
	}

	/**
	 * The next sending, which nobody has to ask for.
	 *
	 * @param channel how
	 * @param after time until it is due, never negative
	 */
	public record Next(Channel channel, Duration after) {
	}

	/**
	 * Where a challenge stands. The last five are final: begin again, or go on after
	 * {@link #USED}. In the first three a code may be submitted, though only in
	 * {@link #WAITING} one may be right.
	 */
	public enum State {

		/** A message is being ordered. */
		SENDING,

		/** A message may have reached the phone: a code can be submitted. */
		WAITING,

		/** No message got out so far; another may be asked for. */
		STALLED,

		/** The code was submitted. */
		USED,

		/** No channel could send and none is left. */
		FAILED,

		/** Its time is over. */
		EXPIRED,

		/** Too many wrong codes. */
		LOCKED,

		/** Given up: signed out, or another challenge for this phone took its place. */
		ABANDONED;

		/**
		 * Whether nothing changes any more.
		 * @return {@code true} for the last five
		 */
		public boolean terminal() {
			return compareTo(USED) >= 0;
		}

	}

}
