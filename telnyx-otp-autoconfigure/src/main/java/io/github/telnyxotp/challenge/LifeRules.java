package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * How challenges begin and end, and what their owner may know of them.
 *
 * @since 0.1
 */
public final class LifeRules {

	private static final Duration SHORTLY = Duration.ofSeconds(1);

	/** Shown where not even the country of a phone may be: no number begins like this. */
	private static final PhoneNumber NOBODYS = new PhoneNumber("+999000000000000");

	private final Policy policy;

	LifeRules(Policy policy) {
		this.policy = policy;
	}

	/**
	 * Starts a challenge whose first message is queued.
	 * @param id an id that is not in use
	 * @param claimant whose it is, which phone is to be proved, and from where
	 * @param channels the channels to use, in order, at least one
	 * @return a rule that answers with the new challenge
	 */
	public Rule<Challenge> open(ChallengeId id, Claimant claimant, List<Channel> channels) {
		return (none, now) -> {
			if (none != null) {
				throw new IllegalStateException("The id of a new challenge must be new");
			}
			Challenge opened = Challenge.open(id, claimant, channels, now, this.policy.timeToLive())
				.queue(channels.get(0), now);
			return new Change<>(opened, opened);
		};
	}

	/**
	 * Keeps a challenge for somebody who starts again, so that no second message leaves
	 * (SEC-39). An open one of somebody else is abandoned (SEC-07). One of the same
	 * person that does not fit stays until another message may leave; one whose codes are
	 * all spent is of no use to anybody.
	 * @param owner who starts
	 * @param phone with which phone
	 * @param only the channels that count, empty for all
	 * @return a rule that answers whether the challenge goes on
	 */
	public Rule<Boolean> keep(Owner owner, PhoneNumber phone, Set<Channel> only) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, false);
			}
			boolean fits = challenge.owner().equals(owner) && challenge.phone().equals(phone)
					&& (only.isEmpty() || only.containsAll(challenge.channels()));
			boolean stays = fits || (isOfSame(owner, challenge) && !challenge.visited());
			return new Change<>(stays ? challenge : challenge.become(State.ABANDONED),
					fits && !this.policy.spent(challenge));
		};
	}

	/**
	 * Whether this challenge bars a newer one of the same phone. One whose codes are all
	 * spent bars its owner until its time is over, or a new challenge would be a way
	 * round the count of attempts. A stranger who typed the name of an account bars only
	 * strangers of that name (SEC-18). One whose message is young bars whoever asks from
	 * the same browser for something else, or for this phone again (SEC-39). One that
	 * turns out to be still newer bars everybody, since one phone has one live code
	 * (SEC-06). Changes nothing.
	 * @param newer the newer challenge
	 * @return a rule that answers for how long {@code newer} is barred, if it is
	 */
	public Rule<Optional<Duration>> bars(Challenge newer) {
		return (challenge, now) -> {
			if (challenge == null || !now.isBefore(challenge.expiresAt())) {
				return new Change<>(challenge, Optional.empty());
			}
			boolean open = challenge.state() == State.OPEN;
			if (open && isOfStranger(newer, challenge)) {
				// Takes no code away from somebody who showed a password for this phone
				return new Change<>(challenge, Optional.of(longer(SHORTLY, challenge.left(now))));
			}
			boolean spent = challenge.state() == State.LOCKED || (open && this.policy.spent(challenge));
			if (spent && isOfSame(newer.owner(), challenge)) {
				return new Change<>(challenge, Optional.of(challenge.left(now)));
			}
			boolean mayRest = (open || challenge.state() == State.ABANDONED) && isOfSameBrowser(newer, challenge);
			Duration rest = mayRest ? this.policy.rest(challenge, now) : Duration.ZERO;
			if (!rest.isZero()) {
				return new Change<>(challenge, Optional.of(rest));
			}
			return new Change<>(challenge, (open && !challenge.olderThan(newer))
					? Optional.of(longer(SHORTLY, this.policy.pause(challenge, now))) : Optional.empty());
		};
	}

	/** Whoever enrols a phone has shown a password, but none that belongs to it. */
	private static boolean isOfStranger(Challenge newer, Challenge challenge) {
		boolean known = challenge.owner().claimsPhone();
		boolean other = newer.owner().enrols() && !newer.owner().subject().equals(challenge.owner().subject());
		return known && (newer.owner().isStranger() || other);
	}

	/** A name that a stranger typed is not yet that account. */
	private static boolean isOfSame(Owner owner, Challenge challenge) {
		return challenge.owner().subject().equals(owner.subject())
				&& challenge.owner().isStranger() == owner.isStranger();
	}

	/** What a visitor did is not told, and the application itself has no browser. */
	private static boolean isOfSameBrowser(Challenge newer, Challenge challenge) {
		String session = newer.origin().session();
		return session != null && session.equals(challenge.origin().session()) && isOfSame(newer.owner(), challenge)
				&& !newer.visited();
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	/**
	 * Makes room for a newer challenge of the same phone that nothing {@link #bars}. Of
	 * two that are started at once at least one goes, in whatever order they meet. A
	 * visitor does not notice, or he would learn that others use this phone.
	 * @param newer the newer challenge
	 * @return a rule that answers whether the challenge was given up
	 */
	public Rule<Boolean> giveWay(Challenge newer) {
		return (challenge, now) -> {
			if (challenge == null || !challenge.olderThan(newer)) {
				return new Change<>(challenge, false);
			}
			return challenge.visited() ? hollow().apply(challenge, now) : abandon().apply(challenge, now);
		};
	}

	/**
	 * Ends an open challenge whose time is over.
	 * @return a rule that answers whether it ended
	 */
	public Rule<Boolean> expire() {
		return (challenge, now) -> {
			if (challenge == null) {
				return new Change<>(null, false);
			}
			Challenge current = challenge.at(now);
			return new Change<>(current, current != challenge);
		};
	}

	/**
	 * Ends an open challenge because its account or phone is barred.
	 * @return a rule that answers whether it ended
	 */
	public Rule<Boolean> lock() {
		return end(State.LOCKED);
	}

	/**
	 * Ends an open challenge because its owner left.
	 * @return a rule that answers whether it ended
	 */
	public Rule<Boolean> abandon() {
		return end(State.ABANDONED);
	}

	/**
	 * Makes the open challenge of a visitor a decoy. It goes on as before, for all that
	 * he sees, but nothing is sent any more and no code is right (SEC-27).
	 * @return a rule that answers whether it is one now
	 */
	public Rule<Boolean> hollow() {
		return (challenge, now) -> {
			if (challenge == null || !challenge.visited() || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, false);
			}
			return new Change<>(challenge.hollow(), true);
		};
	}

	private static Rule<Boolean> end(State state) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state().terminal()) {
				return new Change<>(challenge, false);
			}
			return new Change<>(challenge.become(state), true);
		};
	}

	/**
	 * Tells the owner how things stand; changes nothing.
	 * @param owner who asks
	 * @return a rule that answers with the status, or with nothing for anybody else
	 */
	public Rule<Optional<ChallengeStatus>> status(Owner owner) {
		return (challenge, now) -> {
			if (challenge == null || !challenge.owner().equals(owner)) {
				return new Change<>(challenge, Optional.empty());
			}
			return new Change<>(challenge, Optional.of(describe(challenge.at(now), now)));
		};
	}

	/**
	 * Tells who is locked out how things stand, whatever the codes were for; changes
	 * nothing. Who is signed in is not told what strangers did with the name (SEC-18).
	 * @param owner who asks
	 * @return a rule that answers with the status, or with nothing if this challenge bars
	 * somebody else or nobody
	 */
	public Rule<Optional<ChallengeStatus>> locked(Owner owner) {
		return (challenge, now) -> {
			if (challenge == null || challenge.at(now).state() != State.LOCKED || !isOfSame(owner, challenge)) {
				return new Change<>(challenge, Optional.empty());
			}
			return new Change<>(challenge, Optional.of(describe(challenge.at(now), now)));
		};
	}

	private ChallengeStatus describe(Challenge challenge, Instant now) {
		List<Step> steps = challenge.visited() ? List.of() : steps(challenge);
		boolean more = !challenge.state().terminal() && !this.policy.spent(challenge) && this.policy.mayAsk(challenge);
		int left = Math.max(0, this.policy.maxAttempts() - challenge.attempts());
		boolean hidden = challenge.owner().hidesPhone();
		List<Channel> channels = hidden ? List.of(Channel.values()) : challenge.channels();
		return new ChallengeStatus(stateOf(challenge), hidden ? NOBODYS : challenge.phone(), steps,
				more ? channels : List.of(), left, this.policy.pause(challenge, now), challenge.left(now),
				more ? next(challenge, now) : null);
	}

	private static List<Step> steps(Challenge challenge) {
		return challenge.sendings().stream().map((sending) -> new Step(sending.channel(), sending.delivery())).toList();
	}

	/** A move that is due later than the challenge dies is never made. */
	private static @Nullable Next next(Challenge challenge, Instant now) {
		Instant due = challenge.nextMove();
		if (due == null || challenge.visited() || !due.isBefore(challenge.expiresAt())) {
			return null;
		}
		Duration after = due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
		return challenge.nextChannel().map((channel) -> new Next(channel, after)).orElse(null);
	}

	private static ChallengeStatus.State stateOf(Challenge challenge) {
		if (challenge.state().terminal()) {
			return ChallengeStatus.State.valueOf(challenge.state().told());
		}
		if (challenge.visited() || challenge.any((sending) -> sending.delivery().mayHaveArrived())) {
			return ChallengeStatus.State.WAITING;
		}
		return challenge.underWay() ? ChallengeStatus.State.SENDING : ChallengeStatus.State.STALLED;
	}

}
