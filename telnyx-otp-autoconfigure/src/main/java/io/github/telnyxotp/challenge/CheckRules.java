package io.github.telnyxotp.challenge;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of submitted codes: counted first, concluded once.
 *
 * @since 0.1
 */
public final class CheckRules {

	private final Policy policy;

	CheckRules(Policy policy) {
		this.policy = policy;
	}

	/**
	 * Counts an attempt before anybody is asked (SEC-10). A foreign attempt is not
	 * counted (SEC-02).
	 * @param owner who submits a code, and what for
	 * @param phones the phones of that account now; if the one that the challenge started
	 * with is none of them, the challenge is abandoned (SEC-24)
	 * @return a rule that answers whether Telnyx may be asked
	 */
	public Rule<Attempt> attempt(Owner owner, Collection<PhoneNumber> phones) {
		return attempt(owner, phones, null);
	}

	/**
	 * The same for a code that has a name. While it waits for its answer the same one is
	 * not counted again, and nobody is asked about it twice (SEC-39).
	 * @param owner who submits a code, and what for
	 * @param phones the phones of that account now
	 * @param name a name of the code that tells nobody the code, or {@code null}
	 * @return a rule that answers whether Telnyx may be asked
	 */
	public Rule<Attempt> attempt(Owner owner, Collection<PhoneNumber> phones, @Nullable String name) {
		return (challenge, now) -> {
			if (challenge == null) {
				return refused(null, Reason.UNKNOWN);
			}
			if (!challenge.owner().equals(owner)) {
				return refused(challenge, Reason.FOREIGN);
			}
			Challenge current = challenge.at(now);
			if (current.state().terminal()) {
				return refused(current, current.state().reason());
			}
			if (!phones.contains(current.phone())) {
				return refused(current.become(State.ABANDONED), Reason.FOREIGN);
			}
			if (current.asks(name, now)) {
				return new Change<>(current, new Attempt.Asked());
			}
			Change<Attempt> change = reserve(current);
			Challenge counted = change.challenge();
			if (counted == null || counted.pending() <= current.pending()) {
				return change;
			}
			return new Change<>(counted.asking((name != null) ? new Question(name, now) : null), change.answer());
		};
	}

	/**
	 * Whether a code still waits for its answer; changes nothing.
	 * @param name the name of the code
	 * @return a rule that answers so
	 */
	public Rule<Boolean> asks(String name) {
		return (challenge, now) -> new Change<>(challenge,
				challenge != null && !challenge.state().terminal() && challenge.asks(name, now));
	}

	private Change<Attempt> reserve(Challenge challenge) {
		if (this.policy.spent(challenge)) {
			return refused(challenge, Reason.LOCKED);
		}
		Challenge counted = challenge.counted(challenge.attempts() + 1, challenge.pending() + 1);
		if (challenge.decoy()) {
			return new Change<>(counted, new Attempt.Hollow());
		}
		return challenge.newestOrdered()
			.map((sending) -> new Change<Attempt>(counted, new Attempt.Allowed(sending.verification())))
			.orElseGet(() -> challenge.visited() ? new Change<>(counted, new Attempt.Hollow())
					: refused(challenge, Reason.NOT_SENT));
	}

	/**
	 * Concludes an attempt that was allowed, once. Of two right codes at the same time
	 * one succeeds (SEC-04). An attempt that was counted stays counted (SEC-11), unless
	 * the question certainly never left. One that was allowed in time is judged by its
	 * answer, however late that comes.
	 * @param answer what Telnyx said
	 * @return a rule that answers with the verdict
	 */
	public Rule<Verdict> conclude(CheckAnswer answer) {
		return (challenge, now) -> {
			if (challenge == null) {
				return new Change<>(null, new Verdict.Closed(Reason.UNKNOWN));
			}
			if (challenge.state().terminal()) {
				return new Change<>(challenge, new Verdict.Closed(challenge.state().reason()));
			}
			return judge(challenge.counted(challenge.attempts(), challenge.pending() - 1), answer);
		};
	}

	/**
	 * Uses up what a code approved, once, as long as the challenge is remembered
	 * (SEC-38).
	 * @param owner who does the action, and which
	 * @return a rule that answers whether this very action was approved
	 */
	public Rule<Boolean> redeem(Owner owner) {
		return (challenge, now) -> {
			if (challenge == null || challenge.state() != State.APPROVED || !challenge.owner().equals(owner)
					|| !now.isBefore(challenge.forgetAt())) {
				return new Change<>(challenge, false);
			}
			return new Change<>(challenge.become(State.USED), true);
		};
	}

	/**
	 * Takes an attempt back that nobody was asked about, because a limit refused it.
	 * @return a rule that answers whether the challenge was still open
	 */
	public Rule<Boolean> giveBack() {
		return (challenge, now) -> {
			if (challenge == null || challenge.state().terminal()) {
				return new Change<>(challenge, false);
			}
			return new Change<>(challenge.counted(challenge.attempts() - 1, challenge.pending() - 1), true);
		};
	}

	private Change<Verdict> judge(Challenge challenge, CheckAnswer answer) {
		int left = this.policy.maxAttempts() - challenge.attempts();
		if (challenge.visited() && (answer != CheckAnswer.ACCEPTED || challenge.decoy())) {
			// Whatever else Telnyx says, it says of numbers that exist here
			return spent(challenge, new Verdict.Rejected(left));
		}
		return switch (answer) {
			case ACCEPTED -> accepted(challenge);
			case WRONG -> spent(challenge, new Verdict.Rejected(left));
			case EXPIRED -> spent(challenge, new Verdict.Stale());
			case LOCKED -> new Change<>(challenge.become(State.LOCKED), new Verdict.Locked());
			case UNAVAILABLE, MISCONFIGURED -> spent(challenge, new Verdict.Unavailable());
			case NEVER_LEFT -> new Change<>(challenge.counted(challenge.attempts() - 1, challenge.pending()),
					new Verdict.Unavailable());
		};
	}

	/** Of several codes that may be alive nobody tells which one it was. */
	private static Change<Verdict> accepted(Challenge challenge) {
		Set<Channel> channels = challenge.sendings()
			.stream()
			.filter((sending) -> sending.delivery().mayHaveArrived())
			.map(Sending::channel)
			.collect(Collectors.toUnmodifiableSet());
		State next = challenge.owner().approves() ? State.APPROVED : State.USED;
		return new Change<>(challenge.become(next), new Verdict.Accepted(challenge.phone(), channels));
	}

	/** The last wrong code locks, but not before the attempts beside it are answered. */
	private Change<Verdict> spent(Challenge challenge, Verdict verdict) {
		if (!this.policy.spent(challenge) || challenge.pending() > 0) {
			return new Change<>(challenge, verdict);
		}
		return new Change<>(challenge.become(State.LOCKED), new Verdict.Locked());
	}

	private static Change<Attempt> refused(@Nullable Challenge challenge, Reason reason) {
		return new Change<>(challenge, new Attempt.Refused(reason));
	}

}
