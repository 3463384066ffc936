package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.money.BudgetRules;
import io.github.telnyxotp.limit.money.Money;
import io.github.telnyxotp.limit.money.Period;
import io.github.telnyxotp.limit.money.Prices;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.PumpingRules;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryFailureStore;
import io.github.telnyxotp.store.InMemoryKnownNumbers;
import io.github.telnyxotp.store.InMemoryLimitStore;
import io.github.telnyxotp.store.InMemorySpendStore;
import io.github.telnyxotp.store.InMemoryTallyStore;
import io.github.telnyxotp.store.KnownNumbers;

/**
 * Everything that restrains, with the usual numbers, except for what a test changes. A
 * message costs two dollars over WhatsApp, one over SMS and five by call.
 */
public final class Brakes {

	/** All channels, in their usual order. */
	public static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	/** A phone in a country that is not served. */
	public static final PhoneNumber BLOCKED = new PhoneNumber("+447700900123");

	/** Where the counts of wrong codes are. */
	public final FailureStore failures;

	final KnownNumbers known;

	private final TestClock clock;

	private final KeyedHash hash = KeyedHash.random();

	private List<Limit> limits = Limits.defaults();

	private Map<Period, Money> budgets = Map.of();

	private Mode pumping = Mode.OFF;

	/**
	 * The usual brakes.
	 * @param clock the time
	 */
	public Brakes(TestClock clock) {
		this.clock = clock;
		this.failures = new InMemoryFailureStore(new FailureRules(30, Duration.ofDays(30)), clock, 100_000, this.hash);
		this.known = new InMemoryKnownNumbers(clock, 1000, this.hash);
	}

	/** Other limits. */
	public Brakes limits(List<Limit> limits) {
		this.limits = limits;
		return this;
	}

	/** A budget for each day, half of it reserved. */
	public Brakes dollars(int day) {
		this.budgets = Map.of(Period.DAY, Money.of(Integer.toString(day)));
		return this;
	}

	/** Guards against pumping, which are off otherwise. */
	public Brakes pumping(Mode mode) {
		this.pumping = mode;
		return this;
	}

	/** Ready to be used. */
	public CountedRestraint set() {
		return new CountedRestraint(Brakes::destination,
				new Counters(new Limits(this.limits), new InMemoryLimitStore(this.clock, 100_000), this.clock,
						this.hash),
				this.failures, new Purse(money(), new InMemorySpendStore(this.clock), this.known), guard());
	}

	private static Destination destination(PhoneNumber phone) {
		return phone.equals(BLOCKED) ? new Destination("GB", List.of(), Destination.Refusal.COUNTRY)
				: new Destination("US", ALL, null);
	}

	private BudgetRules money() {
		return new BudgetRules(new BudgetPolicy(this.budgets, 50, new BudgetPolicy.Thresholds(80, 90, 100, 10)),
				new Prices(Map.of(Channel.WHATSAPP, price("2"), Channel.SMS, price("1"), Channel.CALL, price("5"))));
	}

	private static Map<String, Money> price(String dollars) {
		return Map.of(Prices.DEFAULT, Money.of(dollars));
	}

	private PumpingGuard guard() {
		PumpingPolicy usual = PumpingPolicy.USUAL;
		Map<PumpingRule, Mode> modes = new EnumMap<>(PumpingRule.class);
		for (PumpingRule rule : PumpingRule.values()) {
			modes.put(rule, this.pumping);
		}
		return new PumpingGuard(
				new PumpingRules(new PumpingPolicy(modes, usual.country(), usual.prefix(), usual.network(),
						usual.sequence(), usual.spread(), usual.conversion()), this.hash),
				new InMemoryTallyStore(this.clock, 100_000));
	}

}
