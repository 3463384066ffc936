package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Attempt;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Order;
import io.github.telnyxotp.challenge.Resend;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.telnyx.TelnyxClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends codes and checks them: the one flow behind every door, and the API for
 * applications that verify a phone without Spring Security. Plain code that blocks; only
 * {@link #verify} waits for Telnyx, for as long as one call may take. Safe for use by
 * many threads. It decides nothing itself: it asks the rules, keeps the result and calls
 * Telnyx.
 *
 * @since 0.1
 */
public final class OtpFlow {

	private static final Log logger = LogFactory.getLog(OtpFlow.class);

	private final Rules rules;

	private final Function<PhoneNumber, List<Channel>> channels;

	private final ChallengeStore store;

	private final TelnyxClient telnyx;

	private final Executor outbox;

	private final Consumer<OtpEvent> events;

	private final EarlyReports early = new EarlyReports(System::nanoTime);

	/**
	 * A flow made of these parts.
	 * @param rules the decisions
	 * @param channels the channels to use for a phone, in order, at least one
	 * @param store where challenges are kept
	 * @param telnyx who sends and checks
	 * @param outbox who carries out sendings; it may refuse
	 * @param events who is told; must not throw
	 */
	public OtpFlow(Rules rules, Function<PhoneNumber, List<Channel>> channels, ChallengeStore store,
			TelnyxClient telnyx, Executor outbox, Consumer<OtpEvent> events) {
		this.rules = rules;
		this.channels = channels;
		this.store = store;
		this.telnyx = telnyx;
		this.outbox = outbox;
		this.events = events;
	}

	/**
	 * Starts a challenge and sends its first message. Who starts again with a challenge
	 * that is still open keeps it, and gets no second message (SEC-39). Returns before
	 * the message leaves.
	 * @param owner who is to prove the phone, and what for
	 * @param phone the phone
	 * @param current the challenge of the same browser, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision begin(Owner owner, PhoneNumber phone, @Nullable ChallengeId current) {
		return begin(owner, phone, null, current);
	}

	/**
	 * Starts a challenge as {@link #begin(Owner, PhoneNumber, ChallengeId)} does, over a
	 * channel of the owner's choice.
	 * @param owner who is to prove the phone, and what for
	 * @param phone the phone
	 * @param first the channel to start with, or {@code null} for the usual order
	 * @param current the challenge of the same browser, or {@code null}
	 * @return the challenge to submit the code to, or why there is none
	 */
	public SendDecision begin(Owner owner, PhoneNumber phone, @Nullable Channel first, @Nullable ChallengeId current) {
		List<Channel> order = this.channels.apply(phone);
		if (first != null && !order.contains(first)) {
			return new SendDecision.Exhausted();
		}
		try {
			if (current != null && this.store.apply(current, this.rules.life().keep(owner, phone))) {
				return new SendDecision.Granted(current);
			}
			return open(owner, phone, startingWith(first, order));
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return new SendDecision.Unavailable();
		}
	}

	private static List<Channel> startingWith(@Nullable Channel first, List<Channel> order) {
		return Stream.concat(Stream.ofNullable(first), order.stream()).distinct().toList();
	}

	private SendDecision open(Owner owner, PhoneNumber phone, List<Channel> order) {
		ChallengeId id = ChallengeId.random();
		Challenge opened = this.store.apply(id, this.rules.life().open(id, owner, phone, order));
		List<ChallengeId> others = this.store.find(phone).stream().filter((other) -> !other.equals(id)).toList();
		// All are asked before one has to go: who is barred ends nobody's challenge
		Optional<Duration> barred = others.stream()
			.map((other) -> this.store.apply(other, this.rules.life().bars(opened)))
			.flatMap(Optional::stream)
			.max(Comparator.naturalOrder());
		if (barred.isPresent()) {
			this.store.apply(id, this.rules.life().abandon());
			return new SendDecision.TooSoon(barred.get());
		}
		others.forEach((other) -> this.store.apply(other, this.rules.life().giveWay(opened)));
		this.events.accept(new OtpEvent.Requested(id.reference(), owner, phone.masked()));
		if (!dispatch(id, 1)) {
			this.store.apply(id, this.rules.life().abandon());
			return new SendDecision.Unavailable();
		}
		return new SendDecision.Granted(id);
	}

	/**
	 * Sends another message for a challenge. Returns before the message leaves.
	 * @param id which challenge
	 * @param owner who asks
	 * @param channel how, or {@code null} for the usual channel
	 * @return whether a message is on its way
	 */
	public SendDecision resend(ChallengeId id, Owner owner, @Nullable Channel channel) {
		try {
			Resend resend = this.store.apply(id, this.rules.sends().resend(owner, channel));
			if (resend instanceof Resend.Queued queued) {
				return dispatch(id, queued.number()) ? new SendDecision.Granted(id) : new SendDecision.Unavailable();
			}
			return refusal(resend);
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return new SendDecision.Unavailable();
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
	 * @param id which challenge
	 * @param owner who submits the code, and what for
	 * @param phone the phone of that account as it is now
	 * @param code digits only, as {@code CodeFormat} makes them
	 * @return the verdict
	 */
	public Verdict verify(ChallengeId id, Owner owner, PhoneNumber phone, String code) {
		Verdict verdict = judge(id, owner, phone, code);
		tell(id, owner, phone, verdict);
		return verdict;
	}

	private Verdict judge(ChallengeId id, Owner owner, PhoneNumber phone, String code) {
		try {
			Attempt attempt = this.store.apply(id, this.rules.checks().attempt(owner, phone));
			if (attempt instanceof Attempt.Allowed allowed) {
				return ask(id, phone, allowed, code);
			}
			return new Verdict.Closed(((Attempt.Refused) attempt).reason());
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return new Verdict.Unavailable();
		}
	}

	private Verdict ask(ChallengeId id, PhoneNumber phone, Attempt.Allowed allowed, String code) {
		CheckAnswer answer = CheckAnswer.UNAVAILABLE;
		Verdict verdict;
		try {
			answer = this.telnyx.check(phone, allowed.verification(), code);
		}
		finally {
			// An attempt that nobody concludes would keep the last wrong code from
			// locking
			verdict = this.store.apply(id, this.rules.checks().conclude(answer));
		}
		return verdict;
	}

	/**
	 * Takes in what the network reports about a message. It moves the delivery and may
	 * lead to the next channel, whose message leaves after this returned; it never
	 * accepts anybody (D4). A report about a verification that is not known yet is kept
	 * for a minute by this process, since it may overtake the answer to the sending.
	 * @param verification which message
	 * @param report how far it has come
	 * @return whether a challenge was found for it
	 */
	public Receipt delivery(VerificationId verification, Delivery report) {
		try {
			Optional<ChallengeId> known = this.store.find(verification);
			if (known.isEmpty()) {
				return keep(verification, report);
			}
			report(known.get(), verification, report);
			return Receipt.KNOWN;
		}
		catch (StoreUnavailableException ex) {
			return Receipt.UNAVAILABLE;
		}
	}

	private Receipt keep(VerificationId verification, Delivery report) {
		this.early.keep(verification, report);
		// The sending may have become known in between, and looked for reports before
		// this one was kept
		Optional<ChallengeId> known = this.store.find(verification);
		known.ifPresent((id) -> catchUp(id, verification));
		return known.isPresent() ? Receipt.KNOWN : Receipt.STRANGER;
	}

	private void catchUp(ChallengeId id, VerificationId verification) {
		this.early.take(verification).ifPresent((report) -> report(id, verification, report));
	}

	private void report(ChallengeId id, VerificationId verification, Delivery report) {
		this.store.apply(id, this.rules.sends().delivery(verification, report)).ifPresent((reported) -> {
			this.events.accept(new OtpEvent.Reported(id.reference(), reported.owner(), reported.phone().masked(),
					reported.channel(), report));
			reported.next().ifPresent((next) -> dispatch(id, next));
		});
	}

	/**
	 * How a challenge stands.
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
			.flatMap((id) -> status(id, owner).stream())
			.filter((status) -> status.state() == ChallengeStatus.State.LOCKED));
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
	 * Gives a challenge up, as at logout. Nothing is sent for it any more and no code
	 * succeeds. If the store cannot be changed now the challenge dies of age: nobody is
	 * kept from signing out.
	 * @param id which challenge; an unknown one is ignored
	 */
	public void abandon(ChallengeId id) {
		try {
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
		this.store.apply(id, this.rules.sends().move()).ifPresent((number) -> dispatch(id, number));
	}

	/** Returns whether there was room for it. */
	private boolean dispatch(ChallengeId id, int number) {
		try {
			this.outbox.execute(() -> send(id, number));
			return true;
		}
		catch (RejectedExecutionException ex) {
			this.store.apply(id, this.rules.sends().claim(number))
				.ifPresent((order) -> sent(id, number, order, new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT)));
			return false;
		}
	}

	private void send(ChallengeId id, int number) {
		this.store.apply(id, this.rules.sends().claim(number)).ifPresent((order) -> {
			SendAnswer answer = new SendAnswer.Unknown();
			try {
				answer = this.telnyx.send(order.phone(), order.channel(), order.timeToLive());
			}
			finally {
				sent(id, number, order, answer);
			}
		});
	}

	private void sent(ChallengeId id, int number, Order order, SendAnswer answer) {
		Optional<Integer> next = this.store.apply(id, this.rules.sends().sent(number, answer));
		this.events
			.accept(new OtpEvent.Sent(id.reference(), order.owner(), order.phone().masked(), order.channel(), answer));
		next.ifPresent((following) -> dispatch(id, following));
		if (answer instanceof SendAnswer.Accepted accepted) {
			catchUp(id, accepted.verification());
		}
	}

	private void tell(ChallengeId id, Owner owner, PhoneNumber phone, Verdict verdict) {
		String reference = id.reference();
		if (verdict instanceof Verdict.Accepted accepted) {
			this.events.accept(new OtpEvent.Verified(reference, owner, phone.masked(), accepted.channel()));
			return;
		}
		this.events.accept(new OtpEvent.Failed(reference, owner, phone.masked(), verdict));
		if (verdict instanceof Verdict.Locked) {
			this.events.accept(new OtpEvent.Locked(reference, owner, phone.masked()));
		}
	}

}
