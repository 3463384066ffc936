package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;

/**
 * Rules, what was spent and a time, for tests: WhatsApp costs 2, SMS 1, a call 5, and
 * everything twice as much in France.
 */
final class Till {

	static final BudgetPolicy.Thresholds USUAL = new BudgetPolicy.Thresholds(80, 90, 100, 10);

	static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	static final Instant START = Instant.parse("2026-03-01T10:02:30Z");

	private static final Prices PRICES = new Prices(
			Map.of(Channel.WHATSAPP, prices(2), Channel.SMS, prices(1), Channel.CALL, prices(5)));

	final List<StepChange> told = new ArrayList<>();

	private final BudgetRules rules;

	private Spend spend = Spend.NONE;

	private Instant now = START;

	Till(Map<Period, Money> budgets, int reserved) {
		this.rules = new BudgetRules(new BudgetPolicy(budgets, reserved, USUAL), PRICES);
	}

	static Till day(int dollars, int reserved) {
		return new Till(Map.of(Period.DAY, dollars(dollars)), reserved);
	}

	static Money dollars(int dollars) {
		return Money.of(Integer.toString(dollars));
	}

	static SendWish wish(Purpose purpose, Channel... wanted) {
		return new SendWish(purpose, "US", true, ALL, List.of(wanted));
	}

	static SendWish unproven(Purpose purpose, Channel... wanted) {
		return new SendWish(purpose, "US", false, ALL, List.of(wanted));
	}

	BudgetAnswer ask(SendWish wish) {
		BudgetAnswer answer = keep(this.rules.reserve(wish));
		this.told.addAll(answer.changes());
		return answer;
	}

	Reservation granted(SendWish wish) {
		return ((BudgetAnswer.Affordable) ask(wish)).reservation();
	}

	/** Sends so many text messages that the lane spends so many dollars. */
	void spend(Purpose purpose, int dollars) {
		for (int each = 0; each < dollars; each++) {
			granted(wish(purpose, Channel.SMS));
		}
	}

	int flood(SendWish wish) {
		int sent = 0;
		while (ask(wish) instanceof BudgetAnswer.Affordable) {
			sent++;
		}
		return sent;
	}

	void settle(Reservation reservation) {
		this.told.addAll(keep(this.rules.settle(reservation)));
	}

	void refund(Reservation reservation) {
		this.told.addAll(keep(this.rules.refund(reservation)));
	}

	void forward(Duration time) {
		this.now = this.now.plus(time);
	}

	Spend spend() {
		return this.spend;
	}

	Instant now() {
		return this.now;
	}

	private <R> R keep(SpendRule<R> rule) {
		SpendChange<R> change = rule.apply(this.spend, this.now);
		this.spend = change.spend();
		return change.answer();
	}

	private static Map<String, Money> prices(int dollars) {
		return Map.of(Prices.DEFAULT, dollars(dollars), "FR", dollars(2 * dollars));
	}

}
