package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every day of spending. The reference is a plain list of what was spent
 * when.
 */
class BudgetRulesPropertyTests {

	private static final int HOUR = 20;

	private static final int DAY = 60;

	private static final int RESERVED = 40;

	@Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-16 no hour and no day, wherever it begins, holds more than its budget")
	void noPeriodHoldsMoreThanItsBudget(@ForAll("days") List<Event> events) {
		List<Reservation> spent = play(till(), events);
		for (Reservation first : spent) {
			assertThat(sum(spent, first.at(), Period.HOUR, List.of(Lane.values()))).isLessThanOrEqualTo(HOUR);
			assertThat(sum(spent, first.at(), Period.DAY, List.of(Lane.values()))).isLessThanOrEqualTo(DAY);
			assertThat(sum(spent, first.at(), Period.HOUR, List.of(Lane.NEWCOMERS)))
				.isLessThanOrEqualTo(HOUR * (100 - RESERVED) / 100);
			assertThat(sum(spent, first.at(), Period.DAY, List.of(Lane.NEWCOMERS)))
				.isLessThanOrEqualTo(DAY * (100 - RESERVED) / 100);
		}
	}

	@Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-18 no sequence of sign-ups keeps a known user from the reserve")
	void noSequenceOfSignUpsTouchesTheReserve(@ForAll("days") List<Event> events) {
		Till till = till();
		play(till, events.stream().map(Event::asSignUp).toList());
		assertThat(till.flood(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS)))
			.isGreaterThanOrEqualTo(HOUR * RESERVED / 100);
	}

	@Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("each change begins where the one before it ended")
	void changesOfALaneFollowEachOther(@ForAll("days") List<Event> events) {
		Till till = till();
		play(till, events);
		for (Lane lane : Lane.values()) {
			Step step = Step.ALL_CHANNELS;
			for (StepChange change : till.told.stream().filter((each) -> each.lane() == lane).toList()) {
				assertThat(change.from()).isEqualTo(step).isNotEqualTo(change.to());
				step = change.to();
			}
			assertThat(till.spend().step(lane)).isEqualTo(step);
		}
	}

	@Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("who waits as long as the refusal says gets money")
	void whoWaitsGetsMoney(@ForAll("days") List<Event> events) {
		Till till = till();
		play(till, events);
		SendWish wish = Till.wish(Purpose.SIGN_UP, Channel.CALL, Channel.SMS);
		if (till.ask(wish) instanceof BudgetAnswer.Dry dry) {
			assertThat(dry.retryAfter()).isPositive();
			till.forward(dry.retryAfter());
			assertThat(till.ask(wish)).isInstanceOf(BudgetAnswer.Affordable.class);
		}
	}

	@Provide
	Arbitrary<List<Event>> days() {
		return Combinators
			.combine(Arbitraries.of(Purpose.class), Arbitraries.of(Channel.class), Arbitraries.of(true, false),
					Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.integers().between(0, 300)),
							Tuple.of(1, Arbitraries.integers().between(-4_000, 40_000))),
					Arbitraries.integers().between(0, 5))
			.as(Event::new)
			.list()
			.ofMaxSize(80);
	}

	private static Till till() {
		return new Till(Map.of(Period.HOUR, Till.dollars(HOUR), Period.DAY, Till.dollars(DAY)), RESERVED);
	}

	/** What was spent and not given back. */
	private static List<Reservation> play(Till till, List<Event> events) {
		List<Reservation> spent = new ArrayList<>();
		for (Event event : events) {
			till.forward(Duration.ofSeconds(event.pause()));
			SendWish wish = new SendWish(event.purpose(), "US", event.known(), Till.ALL, List.of(event.channel()));
			if (till.ask(wish) instanceof BudgetAnswer.Affordable affordable) {
				spent.add(affordable.reservation());
				Reservation some = spent.get(spent.size() / 2);
				if (event.fate() == 0 && till.spend().open().contains(some)) {
					till.refund(some);
					spent.remove(some);
				}
				else if (event.fate() == 1) {
					till.settle(affordable.reservation());
				}
			}
		}
		return spent;
	}

	private static long sum(List<Reservation> spent, Instant from, Period period, List<Lane> lanes) {
		return spent.stream()
			.filter((each) -> lanes.contains(each.lane()) && !each.at().isBefore(from)
					&& each.at().isBefore(from.plus(period.length())))
			.mapToLong((each) -> each.price().micros())
			.sum() / 1_000_000;
	}

	/**
	 * Somebody wants a message.
	 *
	 * @param purpose what for
	 * @param channel how
	 * @param known whether the number is known
	 * @param pause seconds since the event before
	 * @param fate 0 gives some reservation back, 1 settles this one
	 */
	record Event(Purpose purpose, Channel channel, boolean known, int pause, int fate) {

		Event asSignUp() {
			return new Event(Purpose.SIGN_UP, this.channel, this.known, this.pause, this.fate);
		}

	}

}
