package io.github.telnyxotp.flow;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Action;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.flow.restraint.GuessPermit;
import io.github.telnyxotp.flow.restraint.Notes;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.flow.restraint.SendPermit;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The restraint in the words of challenges. Tells what it says.
 */
final class Brake {

	private static final Log logger = LogFactory.getLog(OtpFlow.class);

	/** If nobody can say how much was sent, nothing is (SEC-58). */
	static final SendPermit.Refused NOBODY_KNOWS = new SendPermit.Refused("unavailable", null, Notes.NONE);

	/** What stays counted as a wrong code. */
	private static final Set<CheckAnswer> FAILURES = EnumSet.of(CheckAnswer.WRONG, CheckAnswer.EXPIRED,
			CheckAnswer.LOCKED);

	private final Restraint restraint;

	private final OtpEvents events;

	private final Predicate<PhoneNumber> admitted;

	Brake(Restraint restraint, OtpEvents events, Predicate<PhoneNumber> admitted) {
		this.restraint = restraint;
		this.events = events;
		this.admitted = admitted;
	}

	SendPermit send(Challenge challenge, List<Channel> wanted) {
		SendPermit permit = permit(challenge, wanted);
		permit.notes().exceeded().forEach((rule) -> exceeded(challenge, Action.SEND, rule));
		this.events.alarms(permit.notes());
		if (permit instanceof SendPermit.Refused refused) {
			this.events.tell(new OtpEvent.Refused(this.events.subject(challenge), Action.SEND, refused.rule(),
					refused.retryAfter()));
		}
		return permit;
	}

	private SendPermit permit(Challenge challenge, List<Channel> wanted) {
		try {
			return this.restraint.send(traffic(challenge), challenge.channels(), wanted);
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return NOBODY_KNOWS;
		}
	}

	/** Takes in what came of a message that was permitted. */
	void answered(SendPermit.Granted permit, SendAnswer answer) {
		if (answer.equals(new SendAnswer.Refused(Reason.NEVER_LEFT))) {
			neverLeft(permit);
		}
		else {
			afterwards(() -> this.events.alarms(this.restraint.left(permit)));
		}
	}

	void neverLeft(SendPermit.Granted permit) {
		afterwards(() -> this.events.alarms(this.restraint.neverLeft(permit)));
	}

	/**
	 * Whether a visitor may go on, who is told if not. Asks only what is about his
	 * network and session (SEC-26).
	 */
	Optional<SendPermit.Refused> visit(ChallengeId id, Claimant claimant) {
		Owner owner = claimant.owner();
		PhoneNumber phone = claimant.phone();
		Optional<SendPermit.Refused> refusal = this.restraint.visit(traffic(owner, phone, claimant.origin()));
		refusal.ifPresent((refused) -> this.events.tell(new OtpEvent.Refused(this.events.subject(id, owner, phone),
				Action.SEND, refused.rule(), refused.retryAfter())));
		return refusal;
	}

	/** Nothing is sent, and the limits are charged as if it were (SEC-26). */
	void decoy(Challenge challenge) {
		this.restraint.decoy(traffic(challenge));
	}

	/** What happened stands, even if it cannot be booked: then it stays counted. */
	private static void afterwards(Runnable booking) {
		try {
			booking.run();
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
		}
	}

	/**
	 * Whether a visitor may be sent a code: the lock holds at every message (SEC-13). At
	 * a recovery the application has said whose phone it is.
	 */
	boolean admits(Challenge challenge) {
		PhoneNumber phone = challenge.phone();
		try {
			return !Nobody.has(phone) && this.restraint.destination(phone).refusal() == null
					&& (challenge.owner().hidesPhone() || this.admitted.test(phone));
		}
		catch (RuntimeException ex) {
			logger.error("Nobody could say who has a number; no code is sent to it", ex);
			return false;
		}
	}

	GuessPermit guess(Challenge challenge) {
		GuessPermit permit = this.restraint.guess(traffic(challenge));
		if (permit instanceof GuessPermit.Granted granted) {
			granted.notes().exceeded().forEach((rule) -> exceeded(challenge, Action.CHECK, rule));
			this.events.alarms(granted.notes());
		}
		else if (permit instanceof GuessPermit.Refused refused) {
			this.events.tell(new OtpEvent.Refused(this.events.subject(challenge), Action.CHECK, refused.rule(),
					refused.retryAfter()));
		}
		return permit;
	}

	void judged(Challenge challenge, GuessPermit.Granted permit, CheckAnswer answer) {
		afterwards(() -> this.restraint.judged(traffic(challenge), permit, answer));
		if (permit.last() && FAILURES.contains(answer)) {
			this.events.tell(new OtpEvent.Barred(this.events.subject(challenge)));
		}
	}

	void verified(Challenge challenge) {
		List<SentMessage> messages = challenge.sendings()
			.stream()
			.map((sending) -> new SentMessage(sending.channel(), sending.decidedAt()))
			.toList();
		afterwards(() -> this.events.alarms(this.restraint.verified(traffic(challenge), messages)));
	}

	private void exceeded(Challenge challenge, Action action, String rule) {
		this.events.tell(new OtpEvent.Exceeded(this.events.subject(challenge), action, rule));
	}

	private Traffic traffic(Challenge challenge) {
		return traffic(challenge.owner(), challenge.phone(), challenge.origin());
	}

	private Traffic traffic(Owner owner, PhoneNumber phone, Origin origin) {
		return new Traffic(owner, phone, this.restraint.destination(phone).country(), origin);
	}

}
