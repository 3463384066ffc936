package io.github.telnyxotp.flow;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.OtpAlarm;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Action;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.flow.restraint.Notes;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Traffic;

/**
 * Who is told what happens, and what all events tell.
 *
 * @since 0.1
 */
public final class OtpEvents {

	private final Consumer<OtpEvent> listener;

	private final Consumer<OtpAlarm> alarms;

	private final Function<PhoneNumber, String> country;

	private final InstantSource clock;

	/**
	 * Events for one listener.
	 * @param listener who is told what happens to challenges; must not throw
	 * @param alarms who is told what operators should know; must not throw
	 * @param country two-letter code of the country of a phone,
	 * {@link Traffic#NO_COUNTRY} if none
	 * @param clock the time of the events
	 */
	public OtpEvents(Consumer<OtpEvent> listener, Consumer<OtpAlarm> alarms, Function<PhoneNumber, String> country,
			InstantSource clock) {
		this.listener = listener;
		this.alarms = alarms;
		this.country = country;
		this.clock = clock;
	}

	void tell(OtpEvent event) {
		this.listener.accept(event);
	}

	void alarms(Notes notes) {
		notes.risen().forEach((limit) -> this.alarms.accept(new OtpAlarm.LimitReached(this.clock.instant(), limit)));
		notes.conversions()
			.forEach((each) -> this.alarms.accept(new OtpAlarm.ConversionChanged(this.clock.instant(), each.country(),
					each.channel(), each.low(), each.sent(), each.verified())));
		notes.steps()
			.forEach((each) -> this.alarms.accept(new OtpAlarm.BudgetStep(this.clock.instant(), name(each.lane()),
					name(each.from()), name(each.to()), each.spent().toString(), each.budget().toString())));
	}

	Subject subject(ChallengeId id, Owner owner, PhoneNumber phone) {
		return new Subject(id.reference(), owner, phone.masked(), this.country.apply(phone), this.clock.instant());
	}

	/** About somebody of whose phone nothing is known. */
	Subject subject(ChallengeId id, Owner owner) {
		return new Subject(id.reference(), owner, "", Traffic.NO_COUNTRY, this.clock.instant());
	}

	Subject subject(Challenge challenge) {
		return subject(challenge.id(), challenge.owner(), challenge.phone());
	}

	/**
	 * Tells that a phone was bound to an account.
	 * @param id the challenge with which it was proved
	 * @param owner whose it is
	 * @param before the phones of the account until then
	 * @param phone the phone
	 */
	public void changed(ChallengeId id, Owner owner, List<PhoneNumber> before, PhoneNumber phone) {
		tell(new OtpEvent.NumberChanged(subject(id, owner, phone), before.stream().map(PhoneNumber::masked).toList()));
	}

	/** Codes that are used or lock have events of their own. */
	void ended(Challenge challenge) {
		switch (challenge.state()) {
			case EXPIRED, ABANDONED, FAILED ->
				tell(new OtpEvent.Ended(subject(challenge), ChallengeStatus.State.valueOf(challenge.state().name())));
			default -> {
			}
		}
	}

	/** What is not granted is told; {@code soon} is the rule that makes one wait. */
	void refused(Subject subject, SendDecision decision, String soon) {
		if (decision instanceof SendDecision.TooSoon wait) {
			tell(new OtpEvent.Refused(subject, Action.SEND, soon, wait.retryAfter()));
		}
		else if (decision instanceof SendDecision.Closed closed) {
			tell(new OtpEvent.Refused(subject, Action.SEND, name(closed.reason()), null));
		}
		else if (decision instanceof SendDecision.Exhausted) {
			tell(new OtpEvent.Refused(subject, Action.SEND, "exhausted", null));
		}
		else if (decision instanceof SendDecision.Unavailable) {
			tell(new OtpEvent.Refused(subject, Action.SEND, "unavailable", null));
		}
	}

	void refused(Subject subject, Destination.Refusal refusal) {
		tell(new OtpEvent.Refused(subject, Action.SEND, "destination-" + name(refusal), null));
	}

	void refused(Subject subject, Verdict.Reason reason) {
		tell(new OtpEvent.Refused(subject, Action.CHECK, name(reason), null));
	}

	void judged(Subject subject, Verdict verdict) {
		if (verdict instanceof Verdict.Accepted accepted) {
			tell(new OtpEvent.Verified(subject, accepted.channel()));
			return;
		}
		tell(new OtpEvent.Failed(subject, verdict));
		if (verdict instanceof Verdict.Locked) {
			tell(new OtpEvent.Locked(subject));
		}
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
