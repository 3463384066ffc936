package io.github.telnyxotp.flow;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;
import io.github.telnyxotp.challenge.Attempt;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.restraint.GuessPermit;
import io.github.telnyxotp.telnyx.TelnyxClient;
import org.jspecify.annotations.Nullable;

/**
 * Checks codes: counts the attempt, asks whether there may be another guess, asks Telnyx,
 * concludes once.
 */
final class Checker {

	private final Rules rules;

	private final ToldStore store;

	private final TelnyxClient telnyx;

	private final OtpEvents events;

	private final Brake brake;

	private final Pace pace;

	private final Questions questions = new Questions();

	Checker(Rules rules, ToldStore store, TelnyxClient telnyx, OtpEvents events, Brake brake, Pace pace) {
		this.rules = rules;
		this.store = store;
		this.telnyx = telnyx;
		this.events = events;
		this.brake = brake;
		this.pace = pace;
	}

	/** The phones are those of the account, the preferred one first. */
	Verdict check(ChallengeId id, Owner owner, List<PhoneNumber> phones, String code) {
		String name = Questions.name(id, code);
		CompletableFuture<Verdict> question = this.questions.of(name);
		Verdict verdict = new Verdict.Unavailable();
		boolean asked = false;
		try {
			AtomicReference<@Nullable Challenge> counted = new AtomicReference<>();
			Attempt attempt = attempt(id, owner, phones, name, counted);
			asked = attempt instanceof Attempt.Asked;
			verdict = asked ? this.questions.join(question, () -> this.store.apply(id, this.rules.checks().asks(name)))
					: judge(attempt, counted.get(), code);
			return verdict;
		}
		finally {
			if (!asked) {
				this.questions.answered(name, question, verdict);
			}
		}
	}

	private Attempt attempt(ChallengeId id, Owner owner, List<PhoneNumber> phones, String name,
			AtomicReference<@Nullable Challenge> counted) {
		return this.store.apply(id, this.rules.checks().attempt(owner, phones, name), (answer, applied) -> {
			applied.challenge().ifPresent(counted::set);
			if (answer instanceof Attempt.Refused refused) {
				this.events.refused(this.events.subject(id, owner, phones.get(0)), refused.reason());
			}
		});
	}

	private Verdict judge(Attempt attempt, @Nullable Challenge challenge, String code) {
		if (attempt instanceof Attempt.Refused refused) {
			return new Verdict.Closed(refused.reason());
		}
		return (challenge != null) ? guess(challenge, attempt, code) : new Verdict.Closed(Reason.UNKNOWN);
	}

	private Verdict guess(Challenge challenge, Attempt attempt, String code) {
		GuessPermit permit = permit(challenge);
		if (permit instanceof GuessPermit.Granted granted) {
			return ask(challenge, granted, question(challenge, attempt, code));
		}
		return refused(challenge, (GuessPermit.Refused) permit);
	}

	/** If nobody can say, nobody is asked, and the attempt stays as it was. */
	private GuessPermit permit(Challenge challenge) {
		try {
			return this.brake.guess(challenge);
		}
		catch (RuntimeException ex) {
			giveBack(challenge);
			throw ex;
		}
	}

	private Supplier<CheckAnswer> question(Challenge challenge, Attempt attempt, String code) {
		if (attempt instanceof Attempt.Allowed allowed) {
			Supplier<CheckAnswer> real = () -> this.telnyx.check(challenge.phone(), allowed.verification(), code);
			return challenge.owner().isVisitor() ? () -> this.pace.ask(real) : real;
		}
		return this.pace::pretend;
	}

	/**
	 * Over a limit of the network everybody is told so. That the phone is barred a
	 * visitor must not learn, so his code is wrong.
	 */
	private Verdict refused(Challenge challenge, GuessPermit.Refused refused) {
		if (refused.retryAfter() != null) {
			giveBack(challenge);
			return new Verdict.Limited(refused.retryAfter());
		}
		if (challenge.owner().isVisitor()) {
			Verdict verdict = conclude(challenge, this.pace.pretend());
			this.events.judged(this.events.subject(challenge), verdict);
			return verdict;
		}
		giveBack(challenge);
		return new Verdict.Closed(Reason.BARRED);
	}

	private void giveBack(Challenge challenge) {
		this.store.apply(challenge.id(), this.rules.checks().giveBack());
	}

	private Verdict ask(Challenge challenge, GuessPermit.Granted permit, Supplier<CheckAnswer> question) {
		CheckAnswer answer = CheckAnswer.UNAVAILABLE;
		Verdict verdict;
		try {
			answer = question.get();
		}
		finally {
			// An attempt that nobody concludes would keep the last wrong code from
			// locking
			try {
				verdict = conclude(challenge, answer);
				this.events.judged(this.events.subject(challenge), verdict);
			}
			finally {
				this.brake.judged(challenge, permit, answer);
			}
		}
		if (verdict instanceof Verdict.Accepted) {
			this.brake.verified(challenge);
		}
		return verdict;
	}

	private Verdict conclude(Challenge challenge, CheckAnswer answer) {
		return this.store.apply(challenge.id(), this.rules.checks().conclude(answer));
	}

}
