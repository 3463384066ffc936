package io.github.telnyxotp;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What we say of a submitted code, and what to do next. Only {@link Accepted} is a yes.
 * Values that never change.
 *
 * @since 0.1
 */
public sealed interface Verdict {

	/**
	 * The code was right and this was its only use. Act on it now: nobody is told a
	 * second time.
	 *
	 * @param phone the phone that is proved
	 * @param channels how the code reached it; several if codes were sent over each of
	 * them and it may have been any, none if that is not known
	 */
	record Accepted(PhoneNumber phone, Set<Channel> channels) implements Verdict {

		/**
		 * Makes the set unmodifiable.
		 */
		public Accepted {
			channels = Set.copyOf(channels);
		}

		/**
		 * An accepted code of one channel.
		 * @param phone the phone that is proved
		 * @param channel how the code reached it, {@code null} if that is not known
		 */
		public Accepted(PhoneNumber phone, @Nullable Channel channel) {
			this(phone, (channel != null) ? Set.of(channel) : Set.of());
		}

		/**
		 * How the code reached the phone, if it came over one channel for certain.
		 * @return the channel, or {@code null}
		 */
		public @Nullable Channel channel() {
			return (this.channels.size() == 1) ? this.channels.iterator().next() : null;
		}

	}

	/**
	 * The code was wrong. Let the user try again.
	 *
	 * @param attemptsLeft how many codes may still be submitted; zero only while another
	 * attempt waits for its answer
	 */
	record Rejected(int attemptsLeft) implements Verdict {
	}

	/**
	 * The code is no longer alive at Telnyx; the challenge is. Offer a new code.
	 */
	record Stale() implements Verdict {
	}

	/**
	 * The code did not succeed and was the last that could be submitted. The same owner
	 * gets no new challenge for this phone before the time of this one is over.
	 */
	record Locked() implements Verdict {
	}

	/**
	 * No code can succeed any more, or not here. The code was not looked at. Begin again,
	 * unless the reason says that this would not help.
	 *
	 * @param reason why
	 */
	record Closed(Reason reason) implements Verdict {
	}

	/**
	 * A limit on guesses is reached: nobody was asked, and the code was not counted.
	 *
	 * @param retryAfter time until it makes sense to try again, more than zero
	 */
	record Limited(Duration retryAfter) implements Verdict {
	}

	/** Nobody could be asked. The code may be right: try again later. */
	record Unavailable() implements Verdict {
	}

	/** Why no code can succeed. */
	enum Reason {

		/** There is no such challenge (any more). */
		UNKNOWN,

		/** It belongs to another account, purpose or phone. */
		FOREIGN,

		/** Its code has been used. */
		USED,

		/** Its time is over. */
		EXPIRED,

		/** Too many wrong codes. */
		LOCKED,

		/** Account or phone is barred, after too many wrong codes in a row (SEC-12). */
		BARRED,

		/** Given up: signed out, or another challenge for this phone took its place. */
		ABANDONED,

		/** No channel could send. */
		FAILED,

		/** No code has been sent yet. */
		NOT_SENT,

		/** The account has no phone. */
		NO_PHONE,

		/** The account cannot have the phone that was proved for it. */
		REFUSED

	}

}
