package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Cause;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Resend;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryReportStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.telnyx.TelnyxClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends codes and checks them: the one flow behind every door, and the API for
 * applications that verify a phone by themselves, as at a sign-up or a recovery.
 * <p>
 * A challenge is begun with {@link #begin(Claimant, Channel, ChallengeId)} or
 * {@link #recover}, which answer with its {@link ChallengeId}. Keep that in the session
 * of the browser and nowhere else; the number need not be kept. Then {@link #verify}
 * codes, {@link #resend} if no message comes, and show the {@link #status}. Each answer
 * is a value that says what to do next: {@link SendDecision}, {@link Verdict},
 * {@link ChallengeStatus}. A challenge is over with the right code, after too many wrong
 * ones, when its time is over ({@code telnyx.otp.challenge.time-to-live}), when it is
 * {@link #abandon abandoned} or another takes its place, and when nothing can be sent.
 * <p>
 * Plain code that blocks; only {@link #verify} waits for Telnyx, for as long as one call
 * may take, and of those who {@link Owner#isVisitor() must not learn} whom a phone
 * belongs to a little longer. Messages leave on other threads. Safe for use by many
 * threads. Trouble of Telnyx or the store is an answer and not an exception, except where
 * a method says so. It decides nothing itself: it asks the rules, keeps the result and
 * calls Telnyx.
 *
 * @since 0.1
 */
public final class OtpFlow {

	private static final Log logger = LogFactory.getLog(OtpFlow.class);

	private static final String COOLDOWN = "cooldown";

	private final Rules rules;

	private final Restraint restraint;

	private final ToldStore store;

	private final OtpEvents events;

	private final Sender sender;

	private final Checker checker;

	private final Reports reports;

	/**
	 * A flow made of these parts.
	 * @param rules the decisions
	 * @param restraint asked before every message and every guess
	 * @param store where challenges are kept
	 * @param telnyx who sends and checks
	 * @param outbox who carries out sendings; it may refuse
	 * @param events who is told
	 */
	public OtpFlow(Rules rules, Restraint restraint, ChallengeStore store, TelnyxClient telnyx, Executor outbox,
			OtpEvents events) {
		this(rules, restraint, store, telnyx, outbox, events, Visitors.EVERYBODY);
	}

	/**
	 * A flow made of these parts.
	 * @param rules the decisions
	 * @param restraint asked before every message and every guess
	 * @param store where challenges are kept
	 * @param telnyx who sends and checks
	 * @param outbox who carries out sendings; it may refuse
	 * @param events who is told
	 * @param visitors how people are treated who ask for a code to sign in with
	 */
	public OtpFlow(Rules rules, Restraint restraint, ChallengeStore store, TelnyxClient telnyx, Executor outbox,
			OtpEvents events, Visitors visitors) {
		this(rules, restraint, store, telnyx, outbox, events, visitors, new InMemoryReportStore());
	}

	/**
	 * A flow made of these parts, on one of several nodes.
	 * @param rules the decisions
	 * @param restraint asked before every message and every guess
	 * @param store where challenges are kept
	 * @param telnyx who sends and checks
	 * @param outbox who carries out sendings; it may refuse
	 * @param events who is told
	 * @param visitors how people are treated who ask for a code to sign in with
	 * @param early where reports are kept that were faster than their sending
	 */
	public OtpFlow(Rules rules, Restraint restraint, ChallengeStore store, TelnyxClient telnyx, Executor outbox,
			OtpEvents events, Visitors visitors, ReportStore early) {
		Brake brake = new Brake(restraint, events, visitors.admitted());
		this.rules = rules;
		this.restraint = restraint;
		this.store = new ToldStore(store, events);
		this.events = events;
		this.sender = new Sender(rules, this.store, telnyx, outbox, events, brake, early);
		this.checker = new Checker(rules, this.store, telnyx, events, brake,
				new Pace(visitors.pace(), System::nanoTime));
		this.reports = new Reports(this.store, events, this.sender);
	}

	/**
	 * Starts a challenge that nobody asked for over the web, as in a batch or at a
	 * counter, and sends its first message. Limits on networks and sessions do not apply:
	 * for a request use {@link #begin(Claimant, Channel, ChallengeId)} with its origin,
	 * or one attacker may spend what all have.
	 * @param owner who is to prove the phone, and what for
	 * @param phone the phone
	 * @param current the challenge of the same owner, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision begin(Owner owner, PhoneNumber phone, @Nullable ChallengeId current) {
		return begin(new Claimant(owner, phone, Origin.NONE), null, current);
	}

	/**
	 * Starts a recovery: somebody names an account, and the code goes to the phone that
	 * is on file. An account that there is not, or that has no phone, gets a challenge
	 * like any other for which nothing is sent and no code is right. Every name gets the
	 * same answers in the same time, also from {@link #resend}, {@link #verify} and
	 * {@link #status} (SEC-26 to SEC-28): granted, limited because of this network or
	 * session, or unavailable. What is left to the application: to look the account up in
	 * the same way whether or not there is one, to show no page that differs, and to
	 * compare {@link Verdict.Accepted#phone()} with the phone on file before it trusts a
	 * right code. It submits codes with {@link #verify(ChallengeId, Owner, String)} and
	 * {@code new Owner(account, Purpose.RECOVERY)}.
	 * @param account the name of the account as {@code Authentication.getName()} would
	 * give it; the application limits its length
	 * @param phone the phone on file, or {@code null} if there is none
	 * @param origin where the request comes from
	 * @param current the challenge of the same browser, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision recover(String account, @Nullable PhoneNumber phone, Origin origin,
			@Nullable ChallengeId current) {
		PhoneNumber named = (phone != null) ? phone : Nobody.phone(account);
		return begin(new Claimant(new Owner(account, Purpose.RECOVERY), named, origin), null, current);
	}

	/**
	 * Starts a challenge and sends its first message. Who starts again with a challenge
	 * that is still open keeps it, and gets no second message (SEC-39). If owner or phone
	 * differ, it is abandoned for the new one once that may have a message; one person
	 * waits for that as for a repeated message, if it is to the same phone and from the
	 * same session. Returns before the message leaves.
	 * @param claimant who is to prove which phone, and from where
	 * @param first the channel to start with, or {@code null} for the usual order
	 * @param current the challenge of the same browser, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision begin(Claimant claimant, @Nullable Channel first, @Nullable ChallengeId current) {
		return begin(claimant, Set.of(), first, current);
	}

	/**
	 * Starts a challenge as {@link #begin(Claimant, Channel, ChallengeId)} does, over
	 * some channels only.
	 * @param claimant who is to prove which phone, and from where
	 * @param only the channels that count, empty for all
	 * @param first the channel to start with, or {@code null} for the usual order
	 * @param current the challenge of the same browser, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision begin(Claimant claimant, Set<Channel> only, @Nullable Channel first,
			@Nullable ChallengeId current) {
		ChallengeId id = ChallengeId.random();
		Destination destination = this.restraint.destination(claimant.phone());
		if (destination.refusal() != null && !claimant.owner().isVisitor()) {
			this.events.refused(subject(id, claimant), destination.refusal());
			return new SendDecision.Refused();
		}
		List<Channel> order = order(destination, only);
		if (order.isEmpty() || (first != null && !order.contains(first))) {
			return refused(id, claimant, new SendDecision.Exhausted());
		}
		try {
			if (current != null && keeps(current, claimant, only)) {
				return new SendDecision.Granted(current);
			}
			List<Channel> channels = Stream.concat(Stream.ofNullable(first), order.stream()).distinct().toList();
			SendDecision decision = open(id, claimant, channels, (first != null) ? List.of(first) : channels);
			if (current != null && decision instanceof SendDecision.Granted && !claimant.owner().isVisitor()) {
				this.store.apply(current, this.rules.life().abandon());
			}
			return decision;
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return refused(id, claimant, new SendDecision.Unavailable());
		}
	}

	/** A visitor's decoy has channels even where nothing is sent. */
	private static List<Channel> order(Destination destination, Set<Channel> only) {
		List<Channel> all = destination.channels().isEmpty() ? List.of(Channel.values()) : destination.channels();
		return only.isEmpty() ? all : all.stream().filter(only::contains).toList();
	}

	private boolean keeps(ChallengeId current, Claimant claimant, Set<Channel> only) {
		this.store.apply(current, this.rules.life().expire());
		return this.store.apply(current, this.rules.life().keep(claimant.owner(), claimant.phone(), only));
	}

	private SendDecision refused(ChallengeId id, Claimant claimant, SendDecision decision) {
		this.events.refused(subject(id, claimant), decision, "barred");
		return decision;
	}

	private Subject subject(ChallengeId id, Claimant claimant) {
		return this.events.subject(id, claimant.owner(), claimant.phone());
	}

	private SendDecision open(ChallengeId id, Claimant claimant, List<Channel> channels, List<Channel> wanted) {
		if (claimant.owner().isVisitor()) {
			return this.sender.visit(id, claimant).orElseGet(() -> receive(id, claimant, channels, wanted));
		}
		Challenge opened = this.store.apply(id, this.rules.life().open(id, claimant, channels));
		List<ChallengeId> others = others(opened);
		Optional<Duration> barred = barred(opened, others);
		if (barred.isPresent()) {
			this.store.applySilently(id, this.rules.life().abandon());
			return refused(id, claimant, new SendDecision.TooSoon(barred.get()));
		}
		SendDecision decision = this.sender.dispatch(opened, 1, wanted, () -> giveWay(opened, others));
		if (!(decision instanceof SendDecision.Granted)) {
			this.store.apply(id, this.rules.life().abandon());
		}
		return decision;
	}

	/**
	 * Everything that may take another time for one number than for another is done on
	 * the outbox, and its outcome is not told (SEC-26, SEC-28).
	 */
	private SendDecision receive(ChallengeId id, Claimant claimant, List<Channel> channels, List<Channel> wanted) {
		Challenge visited = this.store.apply(id, this.rules.life().open(id, claimant, channels));
		SendDecision decision = this.sender.queue(visited, () -> {
			List<ChallengeId> others = others(visited);
			if (barred(visited, others).isPresent()) {
				this.sender.decoy(visited);
				return;
			}
			this.sender.sendToVisitor(visited, 1, wanted, () -> giveWay(visited, others));
		});
		if (!(decision instanceof SendDecision.Granted)) {
			this.store.apply(visited.id(), this.rules.life().abandon());
		}
		return decision;
	}

	private List<ChallengeId> others(Challenge opened) {
		return this.store.find(opened.phone()).stream().filter((other) -> !other.equals(opened.id())).toList();
	}

	/** All are asked before one has to go: who is barred ends nobody's challenge. */
	private Optional<Duration> barred(Challenge opened, List<ChallengeId> others) {
		Optional<Duration> barred = others.stream()
			.map((other) -> this.store.apply(other, this.rules.life().bars(opened)))
			.flatMap(Optional::stream)
			.max(Comparator.naturalOrder());
		if (barred.isEmpty()) {
			this.events.tell(new OtpEvent.Requested(this.events.subject(opened)));
		}
		return barred;
	}

	/**
	 * Makes it the one challenge of its phone. Who gets no message ends nobody's
	 * challenge either: a code that was delivered stays good (SEC-18).
	 */
	private void giveWay(Challenge opened, List<ChallengeId> others) {
		others.forEach((other) -> this.store.apply(other, this.rules.life().giveWay(opened)));
	}

	/**
	 * Sends another message for a challenge. Neither its time nor its attempts start
	 * anew. Returns before the message leaves.
	 * @param id which challenge
	 * @param owner who asks, equal to the one who began it
	 * @param channel how, or {@code null} for the channel that worked last
	 * @return whether a message is on its way
	 */
	public SendDecision resend(ChallengeId id, Owner owner, @Nullable Channel channel) {
		try {
			Resend resend = this.store.apply(id, this.rules.sends().resend(owner, channel),
					(answer, applied) -> asked(id, owner, answer, applied));
			if (resend instanceof Resend.Queued queued) {
				return this.sender.dispatch(id, queued.number());
			}
			return refusal(resend);
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			SendDecision decision = new SendDecision.Unavailable();
			this.events.refused(this.events.subject(id, owner), decision, COOLDOWN);
			return decision;
		}
	}

	private void asked(ChallengeId id, Owner owner, Resend resend, Applied applied) {
		Subject subject = applied.challenge()
			.filter((challenge) -> challenge.owner().equals(owner))
			.map(this.events::subject)
			.orElseGet(() -> this.events.subject(id, owner));
		if (resend instanceof Resend.Queued queued) {
			applied.challenge()
				.map((challenge) -> Sender.channel(challenge, queued.number()))
				.ifPresent((channel) -> this.events.tell(new OtpEvent.Resent(subject, channel)));
		}
		else {
			this.events.refused(subject, refusal(resend), COOLDOWN);
		}
	}

	private static SendDecision refusal(Resend resend) {
		if (resend instanceof Resend.TooSoon soon) {
			return new SendDecision.TooSoon(soon.retryAfter());
		}
		if (resend instanceof Resend.Closed closed) {
			return new SendDecision.Closed(closed.reason());
		}
		return new SendDecision.Exhausted();
	}

	/**
	 * Checks a code: counts the attempt, asks Telnyx, concludes once. Waits for Telnyx.
	 * Of several right codes at the same time one is accepted (SEC-04).
	 * @param id which challenge
	 * @param owner who submits the code, and what for; another than the one who began it
	 * spends no attempt
	 * @param phone the phone of that account as it is now
	 * @param code digits only, as {@code CodeFormat} makes them
	 * @return the verdict
	 */
	public Verdict verify(ChallengeId id, Owner owner, PhoneNumber phone, String code) {
		return verify(id, owner, List.of(phone), code);
	}

	/**
	 * Checks a code for an account that has several phones, as
	 * {@link #verify(ChallengeId, Owner, PhoneNumber, String)} does.
	 * @param id which challenge
	 * @param owner who submits the code, and what for
	 * @param phones the phones of that account as they are now, at least one
	 * @param code digits only, as {@code CodeFormat} makes them
	 * @return the verdict
	 */
	public Verdict verify(ChallengeId id, Owner owner, List<PhoneNumber> phones, String code) {
		try {
			return this.checker.check(id, owner, phones, code);
		}
		catch (StoreUnavailableException ex) {
			return unavailable(this.events.subject(id, owner, phones.get(0)), ex);
		}
	}

	/**
	 * Checks a code for whatever phone the challenge is about, as
	 * {@link #verify(ChallengeId, Owner, PhoneNumber, String)} does. For owners who have
	 * no account that the phone could be compared with.
	 * @param id which challenge
	 * @param owner who submits the code, and what for
	 * @param code digits only, as {@code CodeFormat} makes them
	 * @return the verdict
	 */
	public Verdict verify(ChallengeId id, Owner owner, String code) {
		try {
			Optional<PhoneNumber> phone = this.store.look(id).map(Challenge::phone);
			return phone.isPresent() ? verify(id, owner, phone.get(), code) : unknown(id, owner);
		}
		catch (StoreUnavailableException ex) {
			return unavailable(this.events.subject(id, owner), ex);
		}
	}

	private Verdict unavailable(Subject subject, StoreUnavailableException ex) {
		logger.warn(ex.getMessage());
		Verdict verdict = new Verdict.Unavailable();
		this.events.judged(subject, verdict);
		return verdict;
	}

	private Verdict unknown(ChallengeId id, Owner owner) {
		this.events.refused(this.events.subject(id, owner), Verdict.Reason.UNKNOWN);
		return new Verdict.Closed(Verdict.Reason.UNKNOWN);
	}

	/**
	 * Takes in what the network reports about a message. It moves the delivery and may
	 * lead to the next channel, whose message leaves after this returned; it never
	 * accepts anybody (D4). A report about a verification that is not known yet is kept
	 * for a minute, since it may overtake the answer to the sending.
	 * @param verification which message
	 * @param report how far it has come
	 * @return whether a challenge was found for it
	 */
	public Receipt delivery(VerificationId verification, Delivery report) {
		return this.reports.delivery(verification, report);
	}

	/**
	 * Takes in that Telnyx holds a verification for over. Changes nothing: it is told
	 * (D4).
	 * @param verification which verification
	 * @param status the word of Telnyx
	 * @return whether a challenge was found for it
	 */
	public Receipt completed(VerificationId verification, String status) {
		return this.reports.completed(verification, status);
	}

	/**
	 * How a challenge stands. One that is over is remembered for a minute after its time
	 * would have been. Changes nothing and asks nobody.
	 * @param id which challenge
	 * @param owner who asks
	 * @return its status, or nothing if there is none, it is not this owner's, or the
	 * store cannot be read now
	 */
	public Optional<ChallengeStatus> status(ChallengeId id, Owner owner) {
		return read(() -> this.store.apply(id, this.rules.life().status(owner)).stream());
	}

	/**
	 * The challenge that bars its owner after too many wrong codes, for whoever comes
	 * back without it.
	 * @param owner who asks
	 * @param phone the phone of that account
	 * @return its status, or nothing if nothing bars this owner or the store cannot be
	 * read now
	 */
	public Optional<ChallengeStatus> barred(Owner owner, PhoneNumber phone) {
		return read(() -> this.store.find(phone)
			.stream()
			.flatMap((id) -> this.store.apply(id, this.rules.life().locked(owner)).stream()));
	}

	private static Optional<ChallengeStatus> read(Supplier<Stream<ChallengeStatus>> statuses) {
		try {
			return statuses.get().findFirst();
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Uses up what a code approved: true once for each right code, and for nothing but
	 * the action that the owner names (SEC-38). Works for a minute longer than the
	 * challenge lives. If the store cannot be changed now nothing is approved.
	 * @param id which challenge
	 * @param owner who does the action, and which
	 * @return whether this action may be done now
	 */
	public boolean redeem(ChallengeId id, Owner owner) {
		try {
			return this.store.apply(id, this.rules.checks().redeem(owner));
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return false;
		}
	}

	/**
	 * Gives a challenge up, as at logout. Nothing is sent for it any more and no code
	 * succeeds. If the store cannot be changed now the challenge dies of age: nobody is
	 * kept from signing out.
	 * @param id which challenge; an unknown one is ignored
	 */
	public void abandon(ChallengeId id) {
		try {
			this.store.apply(id, this.rules.life().expire());
			this.store.apply(id, this.rules.life().abandon());
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
		}
	}

	/**
	 * Moves a challenge to its next channel, if that is due. Of several callers one moves
	 * it. Returns before the message leaves.
	 * @param id which challenge
	 * @throws StoreUnavailableException if the store cannot be changed now
	 */
	public void move(ChallengeId id) {
		this.store
			.apply(id, this.rules.sends().move(),
					(answer, applied) -> answer.ifPresent((next) -> this.sender.moved(applied, Cause.LATE)))
			.ifPresent((number) -> this.sender.follow(id, number));
	}

}
