package io.github.telnyxotp.flow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Cause;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Order;
import io.github.telnyxotp.challenge.Reported;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.challenge.Sending;
import io.github.telnyxotp.flow.restraint.RiskRestraint;
import io.github.telnyxotp.flow.restraint.SendPermit;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.telnyx.TelnyxClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Carries queued messages out. First, repeated and automatic ones take this one way: each
 * needs a permit, and leaves on the outbox.
 */
final class Sender {

	private static final Log logger = LogFactory.getLog(OtpFlow.class);

	/** For a message that changes nothing but its own challenge. */
	static final Runnable ALONE = () -> {
	};

	private final Rules rules;

	private final ToldStore store;

	private final TelnyxClient telnyx;

	private final Executor outbox;

	private final OtpEvents events;

	private final Brake brake;

	private final ReportStore early;

	Sender(Rules rules, ToldStore store, TelnyxClient telnyx, Executor outbox, OtpEvents events, Brake brake,
			ReportStore early) {
		this.rules = rules;
		this.store = store;
		this.telnyx = telnyx;
		this.outbox = outbox;
		this.events = events;
		this.brake = brake;
		this.early = early;
	}

	/**
	 * Sends a queued message over its channel, for which its owner asked.
	 * @param id which challenge
	 * @param number which message
	 * @return whether it is on its way
	 */
	SendDecision dispatch(ChallengeId id, int number) {
		return this.store.look(id)
			.map((challenge) -> dispatch(challenge, number, List.of(channel(challenge, number)), ALONE))
			.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.UNKNOWN));
	}

	/**
	 * Sends a queued message over its channel, for which nobody asked. It is not charged
	 * on the network of a visitor: none follows a decoy, and what his network has left
	 * would tell the two apart (SEC-26).
	 */
	void follow(ChallengeId id, int number) {
		this.store.look(id).ifPresent((challenge) -> {
			List<Channel> wanted = List.of(channel(challenge, number));
			if (challenge.owner().isVisitor()) {
				queue(challenge, number, wanted, ALONE);
			}
			else {
				dispatch(challenge, number, wanted, ALONE);
			}
		});
	}

	/** Of a decoy no message is queued when its visitor asks for one. */
	static Channel channel(Challenge challenge, int number) {
		return challenge.sendings()
			.stream()
			.filter((sending) -> sending.number() == number)
			.map(Sending::channel)
			.findFirst()
			.orElseGet(() -> challenge.channels().get(0));
	}

	/**
	 * Sends a queued message over one of some channels.
	 * @param challenge the challenge, as it is with the message
	 * @param number which message
	 * @param wanted the channels, in order
	 * @param first what is done before it leaves, if it may leave
	 * @return whether it is on its way
	 */
	SendDecision dispatch(Challenge challenge, int number, List<Channel> wanted, Runnable first) {
		ChallengeId id = challenge.id();
		if (challenge.owner().isVisitor()) {
			return visit(id, new Claimant(challenge.owner(), challenge.phone(), challenge.origin()))
				.orElseGet(() -> queue(challenge, number, wanted, first));
		}
		SendPermit permit = permit(challenge, number, wanted);
		if (permit instanceof SendPermit.Granted granted) {
			first.run();
			return queue(id, number, () -> send(id, number, granted)) ? new SendDecision.Granted(id) : full(granted);
		}
		return refusal((SendPermit.Refused) permit);
	}

	/** A message that gets none is struck out: it must not wait for ever. */
	private SendPermit permit(Challenge challenge, int number, List<Channel> wanted) {
		SendPermit permit = this.brake.send(challenge, wanted);
		if (permit instanceof SendPermit.Refused) {
			this.store.apply(challenge.id(), this.rules.sends().strike(number));
		}
		else if (permit instanceof SendPermit.Granted granted && granted.channel() != wanted.get(0)) {
			// There is no money for the channel that was wanted first
			this.store.apply(challenge.id(), this.rules.sends().instead(number, granted.channel()));
		}
		return permit;
	}

	private SendDecision full(SendPermit.Granted permit) {
		this.brake.neverLeft(permit);
		return new SendDecision.Unavailable();
	}

	private static SendDecision refusal(SendPermit.Refused refused) {
		if (refused.equals(Brake.NOBODY_KNOWS)) {
			return new SendDecision.Unavailable();
		}
		if (RiskRestraint.RULE.equals(refused.rule())) {
			return new SendDecision.Refused();
		}
		return (refused.retryAfter() != null) ? new SendDecision.Limited(refused.retryAfter())
				: new SendDecision.Closed(Verdict.Reason.BARRED);
	}

	private static void unnoticed(Runnable step) {
		try {
			step.run();
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
		}
	}

	/** Whether a visitor may go on, who is told if not. */
	Optional<SendDecision> visit(ChallengeId id, Claimant claimant) {
		return this.brake.visit(id, claimant).map(Sender::refusal);
	}

	/** Does something for a visitor that he does not wait for. */
	SendDecision queue(Challenge visited, Runnable step) {
		try {
			this.outbox.execute(() -> unnoticed(step));
			return new SendDecision.Granted(visited.id());
		}
		catch (RejectedExecutionException ex) {
			return new SendDecision.Unavailable();
		}
	}

	private SendDecision queue(Challenge visited, int number, List<Channel> wanted, Runnable first) {
		return queue(visited.id(), number, () -> unnoticed(() -> sendToVisitor(visited, number, wanted, first)))
				? new SendDecision.Granted(visited.id()) : new SendDecision.Unavailable();
	}

	/** Returns whether there was room for it. */
	private boolean queue(ChallengeId id, int number, Runnable sending) {
		try {
			this.outbox.execute(sending);
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.store.apply(id, this.rules.sends().claim(number))
				.ifPresent((order) -> sent(id, number, order, new SendAnswer.Refused(Reason.NEVER_LEFT)));
			return false;
		}
	}

	/**
	 * Whatever is decided here takes its time on the outbox and is not told, so that the
	 * visitor learns nothing about the number (SEC-26, SEC-28). A code that is on its way
	 * already stays good if there is no other (SEC-18).
	 */
	void sendToVisitor(Challenge challenge, int number, List<Channel> wanted, Runnable first) {
		if (!this.brake.admits(challenge)) {
			decoy(challenge);
		}
		else if (permit(challenge, number, wanted) instanceof SendPermit.Granted granted) {
			first.run();
			send(challenge.id(), number, granted);
		}
		else if (!hasAnother(challenge, number)) {
			hollow(challenge.id());
		}
	}

	/** Whether a code of another message may be good. */
	private static boolean hasAnother(Challenge challenge, int number) {
		return challenge.sendings()
			.stream()
			.anyMatch((sending) -> sending.number() != number && sending.delivery() != Delivery.REFUSED);
	}

	/** Sends nothing, and charges the limits as if something were sent (SEC-26). */
	void decoy(Challenge challenge) {
		this.brake.decoy(challenge);
		hollow(challenge.id());
	}

	private void hollow(ChallengeId id) {
		if (this.store.apply(id, this.rules.life().hollow())) {
			logger.debug("Challenge " + id.reference() + " is a decoy");
		}
	}

	private void send(ChallengeId id, int number, SendPermit.Granted permit) {
		Optional<Order> order = claim(id, number, permit);
		if (order.isEmpty()) {
			this.brake.neverLeft(permit);
			return;
		}
		SendAnswer answer = new SendAnswer.Unknown();
		try {
			answer = this.telnyx.send(order.get().phone(), order.get().channel(), order.get().timeToLive());
		}
		finally {
			this.brake.answered(permit, answer);
			sent(id, number, order.get(), answer);
		}
	}

	private Optional<Order> claim(ChallengeId id, int number, SendPermit.Granted permit) {
		try {
			return this.store.apply(id, this.rules.sends().claim(number));
		}
		catch (StoreUnavailableException ex) {
			this.brake.neverLeft(permit);
			throw ex;
		}
	}

	private void sent(ChallengeId id, int number, Order order, SendAnswer answer) {
		this.store.apply(id, this.rules.sends().sent(number, answer), (next, applied) -> {
			this.events.tell(
					new OtpEvent.Sent(this.events.subject(id, order.owner(), order.phone()), order.channel(), answer));
			next.ifPresent((following) -> moved(applied, Cause.REFUSED));
		}).ifPresent((following) -> follow(id, following));
		if (answer instanceof SendAnswer.Accepted accepted) {
			unnoticed(() -> catchUp(id, accepted.verification()));
		}
	}

	/** Keeps a report that may have been faster than the answer to its sending. */
	void keepEarly(VerificationId verification, Delivery report) {
		this.early.keep(verification, report);
	}

	/** Takes in what was reported before the verification was known. */
	void catchUp(ChallengeId id, VerificationId verification) {
		this.early.take(verification).ifPresent((report) -> report(id, verification, report));
	}

	/** A report moves the delivery and may lead to the next channel (D4). */
	void report(ChallengeId id, VerificationId verification, Delivery report) {
		this.store
			.apply(id, this.rules.sends().delivery(verification, report),
					(answer, applied) -> answer.ifPresent((reported) -> news(id, reported, report, applied)))
			.flatMap(Reported::next)
			.ifPresent((next) -> follow(id, next));
	}

	private void news(ChallengeId id, Reported reported, Delivery report, Applied applied) {
		Subject subject = this.events.subject(id, reported.owner(), reported.phone());
		this.events.tell(new OtpEvent.Reported(subject, reported.channel(), report));
		reported.next().ifPresent((next) -> moved(applied, Cause.FAILED));
	}

	/** Tells that another channel follows by itself. */
	void moved(Applied applied, Cause cause) {
		applied.challenge()
			.map(this.events::subject)
			.ifPresent((subject) -> this.events.tell(new OtpEvent.Moved(subject, applied.from(), applied.to(), cause)));
	}

}
