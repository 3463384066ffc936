package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.telnyxotp.Channel;

/**
 * Decides whether there is money for a message. Money is set aside before the message is
 * sent, and given back only when it is certain that it never left (SEC-14, SEC-58).
 *
 * @since 0.1
 */
public final class BudgetRules {

	private final Prices prices;

	private final Gauge gauge;

	/**
	 * Rules by these numbers.
	 * @param policy budgets and steps
	 * @param prices what messages cost
	 */
	public BudgetRules(BudgetPolicy policy, Prices prices) {
		this.prices = prices;
		this.gauge = new Gauge(policy);
	}

	/**
	 * Sets money aside for one message over the first wanted channel that its lane can
	 * pay for. Each further message, also the one of an automatic fallback, needs a
	 * reservation of its own.
	 * @param wish what is wanted
	 * @return a rule that answers whether there is money
	 */
	public SpendRule<BudgetAnswer> reserve(SendWish wish) {
		return (spend, now) -> {
			Spend current = this.gauge.settled(spend.at(now));
			List<Channel> channels = channels(current, wish);
			if (channels.isEmpty()) {
				return new SpendChange<>(current, dry(spend, current, wish, now));
			}
			Lane lane = wish.lane();
			Channel channel = channels.get(0);
			Reservation reservation = current.reservation(lane, channel, this.prices.of(channel, wish.country()));
			Spend latter = this.gauge.settled(current.book(reservation));
			return new SpendChange<>(latter,
					new BudgetAnswer.Affordable(reservation, channels, this.gauge.changes(spend, latter)));
		};
	}

	/**
	 * The message left, or may have: its price stays spent.
	 * @param reservation the money of the message
	 * @return a rule that answers which steps changed
	 */
	public SpendRule<List<StepChange>> settle(Reservation reservation) {
		return changing((spend) -> spend.close(reservation));
	}

	/**
	 * The message certainly never left: its price is given back, once. A reservation that
	 * was settled or given back before changes nothing.
	 * @param reservation the money of the message
	 * @return a rule that answers which steps changed
	 */
	public SpendRule<List<StepChange>> refund(Reservation reservation) {
		return changing((spend) -> spend.giveBack(reservation));
	}

	private SpendRule<List<StepChange>> changing(UnaryOperator<Spend> step) {
		return (spend, now) -> {
			Spend latter = this.gauge.settled(step.apply(spend.at(now)));
			return new SpendChange<>(latter, this.gauge.changes(spend, latter));
		};
	}

	private List<Channel> channels(Spend spend, SendWish wish) {
		Lane lane = wish.lane();
		return switch (spend.step(lane)) {
			case ALL_CHANNELS -> paid(spend, wish, Long.MAX_VALUE);
			case CHEAPEST_CHANNEL -> paid(spend, wish, cheapest(wish));
			case KNOWN_NUMBERS -> wish.knownNumber() ? paid(spend, wish, cheapest(wish)) : List.of();
			case STOPPED -> List.of();
		};
	}

	private List<Channel> paid(Spend spend, SendWish wish, long most) {
		return wish.wanted().stream().filter((channel) -> {
			Money price = this.prices.of(channel, wish.country());
			return price.micros() <= most && this.gauge.fits(spend, wish.lane(), price);
		}).toList();
	}

	private long cheapest(SendWish wish) {
		return wish.served()
			.stream()
			.mapToLong((channel) -> this.prices.of(channel, wish.country()).micros())
			.min()
			.orElse(0);
	}

	private BudgetAnswer dry(Spend former, Spend current, SendWish wish, Instant now) {
		Lane lane = wish.lane();
		Instant relief = current.reliefs()
			.filter((time) -> !channels(this.gauge.settled(current.at(time)), wish).isEmpty())
			.findFirst()
			.orElseGet(() -> now.plus(Period.DAY.length()));
		return new BudgetAnswer.Dry(lane, current.step(lane), Duration.between(now, relief),
				this.gauge.changes(former, current));
	}

}
