package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.LimitKey;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.money.BudgetAnswer;
import io.github.telnyxotp.limit.money.Reservation;
import io.github.telnyxotp.limit.pumping.PumpingAnswer;
import io.github.telnyxotp.limit.pumping.SentMessage;
import io.github.telnyxotp.store.FailureStore;
import org.jspecify.annotations.Nullable;

/**
 * Asks all that restrain, the cheapest first: wrong codes, limits, money, pumping. What
 * one refuses is given back by those before it, so that it is counted nowhere (SEC-16).
 *
 * @since 0.1
 */
public final class CountedRestraint implements Restraint {

	private static final String FAILURES = "failures";

	/** What all people share, and messages that nobody gets must not use up (SEC-18). */
	private static final Set<LimitKey> SHARED = Set.of(StandardKey.GLOBAL, StandardKey.ANONYMOUS, StandardKey.COUNTRY);

	private final Function<PhoneNumber, Destination> destinations;

	private final Counters counters;

	private final FailureStore failures;

	private final Purse purse;

	private final PumpingGuard pumping;

	/**
	 * A restraint of these parts.
	 * @param destinations where phones are
	 * @param counters limits on messages and guesses
	 * @param failures wrong codes of accounts and phones
	 * @param purse money
	 * @param pumping guard against messages that nobody wants
	 */
	public CountedRestraint(Function<PhoneNumber, Destination> destinations, Counters counters, FailureStore failures,
			Purse purse, PumpingGuard pumping) {
		this.destinations = destinations;
		this.counters = counters;
		this.failures = failures;
		this.purse = purse;
		this.pumping = pumping;
	}

	@Override
	public Destination destination(PhoneNumber phone) {
		return this.destinations.apply(phone);
	}

	@Override
	public Optional<SendPermit.Refused> visit(Traffic traffic) {
		List<Charge> charges = this.counters.charges(Action.SEND, traffic, CountedRestraint::isOfOrigin);
		return (this.counters.store().take(charges, 1) instanceof Decision.Refused refused)
				? Optional.of(new SendPermit.Refused(refused.limit(), longer(refused.retryAfter()), Notes.NONE))
				: Optional.empty();
	}

	@Override
	public void decoy(Traffic traffic) {
		this.counters.store()
			.take(this.counters.charges(Action.SEND, traffic,
					(charge) -> !isOfOrigin(charge) && !SHARED.contains(charge.limit().key())), 1);
	}

	@Override
	public SendPermit send(Traffic traffic, List<Channel> served, List<Channel> wanted) {
		if (this.failures.stopped(account(traffic), traffic.phone()) || isBarredEnrolment(traffic)) {
			return new SendPermit.Refused(FAILURES, null, Notes.NONE);
		}
		List<Charge> charges = this.counters.charges(Action.SEND, traffic,
				(charge) -> !traffic.owner().isVisitor() || !isOfOrigin(charge));
		Decision decision = this.counters.store().take(charges, 1);
		if (decision instanceof Decision.Refused refused) {
			return new SendPermit.Refused(refused.limit(), longer(refused.retryAfter()), Notes.NONE);
		}
		List<String> exceeded = ((Decision.Granted) decision).exceeded();
		return undoing(() -> this.counters.store().giveBack(Counters.charged(charges, exceeded), 1),
				() -> paid(traffic, charges, exceeded, this.purse.reserve(traffic, served, wanted)));
	}

	private SendPermit paid(Traffic traffic, List<Charge> charges, List<String> exceeded, BudgetAnswer money) {
		if (money instanceof BudgetAnswer.Affordable affordable) {
			return undoing(() -> this.purse.refund(affordable.reservation()),
					() -> unlessPumped(traffic, charges, exceeded, affordable));
		}
		this.counters.store().giveBack(Counters.charged(charges, exceeded), 1);
		BudgetAnswer.Dry dry = (BudgetAnswer.Dry) money;
		return new SendPermit.Refused("budget-" + name(dry.lane()), dry.retryAfter(), Notes.of(dry.changes()));
	}

	/** What was counted for a decision that fails is counted for nothing. */
	private static <T> T undoing(Runnable undo, Supplier<T> step) {
		try {
			return step.get();
		}
		catch (RuntimeException ex) {
			undo.run();
			throw ex;
		}
	}

	private SendPermit unlessPumped(Traffic traffic, List<Charge> charges, List<String> recorded,
			BudgetAnswer.Affordable affordable) {
		Reservation reservation = affordable.reservation();
		PumpingAnswer answer = this.pumping.send(traffic, reservation.channel());
		Optional<PumpingAnswer.Finding> refusal = answer.refusal();
		if (refusal.isPresent()) {
			this.counters.store().giveBack(Counters.charged(charges, recorded), 1);
			return new SendPermit.Refused("pumping-" + name(refusal.get().rule()), refusal.get().retryAfter(),
					Notes.of(this.purse.refund(reservation)));
		}
		List<String> exceeded = new ArrayList<>(recorded);
		answer.findings().forEach((finding) -> exceeded.add("pumping-" + name(finding.rule())));
		return new SendPermit.Granted(reservation.channel(), Counters.charged(charges, recorded), reservation,
				answer.counted(),
				new Notes(exceeded, this.counters.risen(charges, recorded), answer.alarms(), affordable.changes()));
	}

	@Override
	public Notes left(SendPermit.Granted permit) {
		Reservation reservation = permit.reservation();
		return (reservation != null) ? Notes.of(this.purse.settle(reservation)) : Notes.NONE;
	}

	@Override
	public Notes neverLeft(SendPermit.Granted permit) {
		this.counters.store().giveBack(permit.charges(), 1);
		Reservation reservation = permit.reservation();
		Notes notes = (reservation != null) ? Notes.of(this.purse.refund(reservation)) : Notes.NONE;
		this.pumping.neverLeft(permit.guarded());
		return notes;
	}

	@Override
	public GuessPermit guess(Traffic traffic) {
		if (isBarredEnrolment(traffic)) {
			return new GuessPermit.Refused(FAILURES, null);
		}
		FailureDecision failure = this.failures.reserve(account(traffic), traffic.phone());
		if (!(failure instanceof FailureDecision.Counted counted)) {
			return new GuessPermit.Refused(FAILURES, null);
		}
		return undoing(() -> this.failures.giveBack(account(traffic), traffic.phone()),
				() -> guess(traffic, counted.left() == 0));
	}

	private GuessPermit guess(Traffic traffic, boolean last) {
		List<Charge> charges = this.counters.charges(Action.CHECK, traffic, (charge) -> true);
		Decision decision = this.counters.store().take(charges, 1);
		if (decision instanceof Decision.Refused refused) {
			this.failures.giveBack(account(traffic), traffic.phone());
			return new GuessPermit.Refused(refused.limit(), longer(refused.retryAfter()));
		}
		List<String> exceeded = ((Decision.Granted) decision).exceeded();
		return new GuessPermit.Granted(Counters.charged(charges, exceeded), last,
				new Notes(exceeded, this.counters.risen(charges, exceeded), List.of(), List.of()));
	}

	@Override
	public void judged(Traffic traffic, GuessPermit.Granted permit, CheckAnswer answer) {
		switch (answer) {
			case WRONG, EXPIRED, LOCKED -> {
			}
			case ACCEPTED -> this.counters.store().giveBack(permit.charges(), 1);
			case UNAVAILABLE, MISCONFIGURED, NEVER_LEFT -> {
				this.counters.store().giveBack(permit.charges(), 1);
				this.failures.giveBack(account(traffic), traffic.phone());
			}
		}
	}

	@Override
	public Notes verified(Traffic traffic, List<SentMessage> messages) {
		this.failures.succeeded(account(traffic), traffic.phone());
		this.purse.proved(traffic);
		return Notes.about(this.pumping.verified(traffic, messages));
	}

	/**
	 * An account that is barred enrols no phone either, though it counts nothing there.
	 */
	private boolean isBarredEnrolment(Traffic traffic) {
		Owner owner = traffic.owner();
		return owner.enrols() && this.failures.stopped(owner.subject(), traffic.phone());
	}

	/**
	 * Strangers name an account, or none, and who enrols a phone names one that may be
	 * somebody's: what they do is no failure of the account or of the phone (SEC-18).
	 */
	private static @Nullable String account(Traffic traffic) {
		return traffic.owner().claimsPhone() ? traffic.owner().subject() : null;
	}

	private static boolean isOfOrigin(Charge charge) {
		return charge.limit().key() instanceof StandardKey key && key.isOfOrigin();
	}

	private static Duration longer(Duration wait) {
		return wait.isZero() ? Duration.ofSeconds(1) : wait;
	}

	private static String name(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
