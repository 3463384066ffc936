package io.github.telnyxotp.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.github.telnyxotp.simulator.Sending.Fate;

/**
 * All phones of the world, the last 10 000 that were used, and the carrier that brings
 * messages to them.
 */
final class Phones {

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private static final int KEPT = 10_000;

	private final Map<String, Phone> byNumber = new LinkedHashMap<>();

	private final Reports reports;

	private final ScheduledExecutorService timer;

	private final Behaviour ordinary;

	private long version;

	Phones(Reports reports, ScheduledExecutorService timer, Duration delay) {
		this.reports = reports;
		this.timer = timer;
		this.ordinary = new Behaviour(Outcome.DELIVER, delay);
	}

	static boolean isE164(String text) {
		return E164.matcher(text).matches();
	}

	boolean refuses(String number, SimulatedChannel channel) {
		return behaviour(number, channel).outcome() == Outcome.REFUSE;
	}

	synchronized Behaviour behaviour(String number, SimulatedChannel channel) {
		Phone phone = this.byNumber.get(number);
		Behaviour set = (phone != null) ? phone.behaviour(channel) : null;
		return (set != null) ? set : this.ordinary;
	}

	synchronized void behave(String number, SimulatedChannel channel, Behaviour behaviour) {
		used(number).behave(channel, behaviour);
	}

	/** Takes a message over and brings it to its end, now or later. */
	void carry(Verification verification) {
		Behaviour behaviour = behaviour(verification.phone(), verification.channel());
		boolean silent = behaviour.outcome() == Outcome.SILENT;
		Sending sending = new Sending(verification, silent ? Fate.LOST : Fate.ON_ITS_WAY, 0);
		add(sending);
		this.reports.sent(verification, silent);
		if (!silent) {
			Fate end = (behaviour.outcome() == Outcome.DELIVER) ? Fate.DELIVERED : Fate.FAILED;
			endAfter(behaviour.after(), sending, end);
		}
	}

	/** Ends a message now; one that has ended already stays as it is. */
	void end(String number, String id, Fate end) {
		change(number, id, (sending) -> sending.with(end)).ifPresent(this::report);
	}

	/** Puts the arrival of a message off. */
	void delay(String number, String id, Duration delay) {
		change(number, id, Sending::moved).ifPresent((sending) -> endAfter(delay, sending, Fate.DELIVERED));
	}

	synchronized List<Sending> sendings(String number) {
		Phone phone = this.byNumber.get(number);
		return (phone != null) ? phone.sendings() : List.of();
	}

	List<Message> messages(String number) {
		return sendings(number).stream()
			.filter((sending) -> sending.fate() == Fate.DELIVERED)
			.map(Sending::message)
			.toList();
	}

	/** The phones that were used last, the last one in front. */
	synchronized List<String> numbers(int most) {
		List<String> numbers = new ArrayList<>(this.byNumber.keySet());
		Collections.reverse(numbers);
		return List.copyOf(numbers.subList(0, Math.min(most, numbers.size())));
	}

	/** A number that changes with everything that the inbox page shows. */
	synchronized long version() {
		return this.version;
	}

	synchronized void reset() {
		this.byNumber.clear();
		this.version++;
	}

	private void endAfter(Duration delay, Sending sending, Fate end) {
		String number = sending.verification().phone();
		if (delay.isZero()) {
			end(number, sending.id(), end);
			return;
		}
		UnaryOperator<Sending> onTime = (current) -> (current.move() == sending.move()) ? current.with(end) : current;
		this.timer.schedule(() -> change(number, sending.id(), onTime).filter((current) -> !current.onItsWay())
			.ifPresent(this::report), delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void report(Sending sending) {
		this.reports.ended(sending.verification(), sending.fate() == Fate.DELIVERED);
	}

	private synchronized void add(Sending sending) {
		used(sending.verification().phone()).add(sending);
	}

	private synchronized Optional<Sending> change(String number, String id, UnaryOperator<Sending> change) {
		Phone phone = this.byNumber.get(number);
		this.version++;
		return (phone != null) ? phone.change(id, change) : Optional.empty();
	}

	private Phone used(String number) {
		this.version++;
		Phone known = this.byNumber.remove(number);
		Phone phone = (known != null) ? known : new Phone(number);
		if (this.byNumber.size() >= KEPT) {
			this.byNumber.remove(this.byNumber.keySet().iterator().next());
		}
		this.byNumber.put(number, phone);
		return phone;
	}

}
