package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.Verdict.Reason;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, and when. Every rule that queues a message answers with its number; who
 * then {@link #claim claims} that number sends it, and nobody else.
 *
 * @since 0.1
 */
public final class SendRules {

	/** A number that no message has, for those who are not told that none leaves. */
	private static final int NOTHING = 0;

	private final Policy policy;

	SendRules(Policy policy) {
		this.policy = policy;
	}

	/**
	 * Takes a queued message, so that of several workers one sends it.
	 * @param number which message
	 * @return a rule that answers with what to send, or with nothing if there is no
	 * reason any more
	 */
	public Rule<Optional<Order>> claim(int number) {
		return (challenge, now) -> {
			if (challenge == null || challenge.decoy() || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, Optional.empty());
			}
			return challenge.last((sending) -> sending.number() == number)
				.filter((sending) -> sending.delivery() == Delivery.QUEUED)
				.map((sending) -> new Change<>(challenge.replace(sending.with(Delivery.SENDING)),
						Optional.of(new Order(challenge.owner(), challenge.phone(), sending.channel(),
								challenge.left(now)))))
				.orElseGet(() -> new Change<>(challenge, Optional.empty()));
		};
	}

	/**
	 * Strikes a queued message out that must not leave, as if it had never been decided.
	 * @param number which message
	 * @return a rule that answers whether it was still queued
	 */
	public Rule<Boolean> strike(int number) {
		return queued(number, Challenge::without);
	}

	/**
	 * Sends a queued message over another channel, where there is no money for its own.
	 * @param number which message
	 * @param channel the channel
	 * @return a rule that answers whether it was still queued
	 */
	public Rule<Boolean> instead(int number, Channel channel) {
		return queued(number, (challenge, sending) -> challenge
			.replace(new Sending(number, channel, Delivery.QUEUED, null, sending.decidedAt())));
	}

	private static Rule<Boolean> queued(int number, BiFunction<Challenge, Sending, Challenge> change) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, false);
			}
			return challenge.last((sending) -> sending.number() == number)
				.filter((sending) -> sending.delivery() == Delivery.QUEUED)
				.map((sending) -> new Change<>(change.apply(challenge, sending), true))
				.orElseGet(() -> new Change<>(challenge, false));
		};
	}

	/**
	 * Keeps what came of a message that was claimed. Only a refusal that concerns this
	 * channel alone leads to the next one (D5, SEC-59).
	 * @param number which message
	 * @param answer what Telnyx said
	 * @return a rule that answers with the number of the next message, if one is queued
	 */
	public Rule<Optional<Integer>> sent(int number, SendAnswer answer) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, Optional.empty());
			}
			return challenge.last((sending) -> sending.number() == number)
				.filter((sending) -> sending.delivery() == Delivery.SENDING)
				.map((sending) -> answered(challenge, sending, answer, now))
				.orElseGet(() -> new Change<>(challenge, Optional.empty()));
		};
	}

	private Change<Optional<Integer>> answered(Challenge challenge, Sending sending, SendAnswer answer, Instant now) {
		if (answer instanceof SendAnswer.Accepted accepted) {
			return new Change<>(accepted(challenge, sending.accepted(accepted.verification()), now), Optional.empty());
		}
		if (answer instanceof SendAnswer.Refused refused) {
			return switch (refused.reason()) {
				case NEVER_LEFT -> new Change<>(challenge.without(sending), Optional.empty());
				case CHANNEL -> failed(challenge, sending.with(Delivery.REFUSED), now);
				case THROTTLED, MISCONFIGURED ->
					new Change<>(ended(challenge.replace(sending.with(Delivery.REFUSED))), Optional.empty());
			};
		}
		return new Change<>(challenge.replace(sending.with(Delivery.UNKNOWN)), Optional.empty());
	}

	private Challenge accepted(Challenge challenge, Sending sending, Instant now) {
		Challenge kept = challenge.replace(sending);
		if (!kept.newestIs(sending)) {
			return kept;
		}
		boolean more = kept.nextChannel().isPresent() && room(kept) && !kept.decoy();
		return kept.moveAt(more ? now.plus(this.policy.wait(sending.channel())) : null);
	}

	/** What became of a message only leads to another while no later one is out. */
	private Change<Optional<Integer>> failed(Challenge challenge, Sending sending, Instant now) {
		Challenge kept = challenge.replace(sending);
		return kept.newestIs(sending) ? next(kept, now) : new Change<>(ended(kept), Optional.empty());
	}

	/**
	 * Queues another message because the owner asks for it. The life of the challenge and
	 * the count of its attempts stay as they are (D9).
	 * @param owner who asks
	 * @param wanted the channel, or {@code null} for the usual one
	 * @return a rule that answers whether a message is queued
	 */
	public Rule<Resend> resend(Owner owner, @Nullable Channel wanted) {
		return (challenge, now) -> {
			if (challenge == null) {
				return new Change<>(null, new Resend.Closed(Reason.UNKNOWN));
			}
			if (!challenge.owner().equals(owner)) {
				return new Change<>(challenge, new Resend.Closed(Reason.FOREIGN));
			}
			Challenge current = challenge.at(now);
			if (current.state().terminal()) {
				return new Change<>(current, new Resend.Closed(current.state().reason()));
			}
			if (this.policy.spent(current)) {
				return new Change<>(current, new Resend.Closed(Reason.LOCKED));
			}
			return again(current, channel(current, wanted), now);
		};
	}

	/** Which channels serve a hidden phone is no more told than the phone (SEC-26). */
	private static Channel channel(Challenge challenge, @Nullable Channel wanted) {
		if (wanted == null || (challenge.owner().hidesPhone() && !challenge.channels().contains(wanted))) {
			return usual(challenge);
		}
		return wanted;
	}

	private Change<Resend> again(Challenge challenge, Channel channel, Instant now) {
		if (!this.policy.mayAsk(challenge) || !challenge.channels().contains(channel)) {
			return new Change<>(challenge, new Resend.Exhausted());
		}
		Duration pause = this.policy.pause(challenge, now);
		if (!pause.isZero()) {
			return new Change<>(challenge, new Resend.TooSoon(pause));
		}
		Challenge asked = challenge.askedAgain(now);
		if (challenge.decoy() || !room(challenge)) {
			return new Change<>(asked, new Resend.Queued(NOTHING));
		}
		// The automatic move stays due until this message is on its way
		Challenge queued = asked.queue(channel, now).moveAt(challenge.nextMove());
		return new Change<>(queued, new Resend.Queued(queued.newest().orElseThrow().number()));
	}

	/** The channel that worked last; after a refusal the next one in order. */
	private static Channel usual(Challenge challenge) {
		return challenge.last((sending) -> sending.delivery().mayHaveArrived())
			.map(Sending::channel)
			.or(challenge::nextChannel)
			.orElseGet(() -> challenge.channels().get(0));
	}

	/**
	 * Takes a report of the network into account. Reports come late, twice and in any
	 * order; they move the delivery, never the login (D4).
	 * @param verification which verification
	 * @param report how far it has come
	 * @return a rule that answers with what the report changed, or with nothing if it
	 * says nothing new
	 */
	public Rule<Optional<Reported>> delivery(VerificationId verification, Delivery report) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, Optional.empty());
			}
			return challenge.last((sending) -> verification.equals(sending.verification()))
				.filter((sending) -> report.compareTo(sending.delivery()) > 0)
				.map((sending) -> reported(challenge, sending.with(report), now))
				.orElseGet(() -> new Change<>(challenge, Optional.empty()));
		};
	}

	private Change<Optional<Reported>> reported(Challenge challenge, Sending sending, Instant now) {
		Change<Optional<Integer>> change = (sending.delivery() == Delivery.FAILED) ? failed(challenge, sending, now)
				: new Change<>(arrived(challenge.replace(sending), sending), Optional.empty());
		return new Change<>(change.challenge(),
				Optional.of(new Reported(challenge.owner(), challenge.phone(), sending.channel(), change.answer())));
	}

	private static Challenge arrived(Challenge kept, Sending sending) {
		boolean arrived = sending.delivery() == Delivery.DELIVERED && kept.newestIs(sending);
		return arrived ? kept.moveAt(null) : kept;
	}

	/**
	 * Moves to the next channel if the newest one has had its time and a code would still
	 * be of use. Whoever applies it first moves it; for anybody else it is no longer due.
	 * @return a rule that answers with the number of the next message, if one is queued
	 */
	public Rule<Optional<Integer>> move() {
		return (challenge, now) -> {
			if (challenge == null) {
				return new Change<>(null, Optional.empty());
			}
			Challenge current = challenge.at(now);
			Instant due = current.nextMove();
			if (due == null || now.isBefore(due)) {
				return new Change<>(current, Optional.empty());
			}
			return this.policy.spent(current) ? new Change<>(current.moveAt(null), Optional.empty())
					: next(current, now);
		};
	}

	/** At most once per channel and challenge (SEC-59). */
	private Change<Optional<Integer>> next(Challenge challenge, Instant now) {
		Optional<Channel> channel = challenge.nextChannel().filter((unused) -> room(challenge) && !challenge.decoy());
		if (channel.isEmpty()) {
			return new Change<>(ended(challenge.moveAt(null)), Optional.empty());
		}
		Challenge queued = challenge.queue(channel.get(), now);
		return new Change<>(queued, queued.newest().map(Sending::number));
	}

	/** Nothing arrived and nothing more can be sent. */
	private Challenge ended(Challenge challenge) {
		boolean hope = challenge.visited() || room(challenge) || challenge.underWay()
				|| challenge.any((sending) -> sending.delivery().ordered());
		return hope ? challenge : challenge.become(State.FAILED);
	}

	private boolean room(Challenge challenge) {
		return challenge.sendings().size() < this.policy.maxSends();
	}

}
