package io.github.telnyxotp.limit.pumping;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.Traffic;

/**
 * Says which rules concern a request, and under which keys they count.
 *
 * @since 0.1
 */
public final class PumpingRules {

	private static final int LAST_DIGITS = 4;

	/** More than the last digits and the greatest gap, so that prefixes do not touch. */
	private static final long APART = 20_000;

	private final PumpingPolicy policy;

	private final KeyedHash hash;

	/**
	 * With their numbers.
	 * @param policy the numbers
	 * @param hash names the keys, so that the store learns nobody's number or address
	 * (SEC-30)
	 */
	public PumpingRules(PumpingPolicy policy, KeyedHash hash) {
		this.policy = policy;
		this.hash = hash;
	}

	/**
	 * What is to be asked about one message.
	 * @param traffic who wants it, for which phone
	 * @return one step for each rule that is not off
	 */
	public List<Step> send(Traffic traffic) {
		List<Step> steps = new ArrayList<>();
		budget(steps, PumpingRule.COUNTRY, traffic.country(), this.policy.country());
		budget(steps, PumpingRule.PREFIX, prefix(traffic), this.policy.prefix());
		ClientNetwork network = traffic.origin().network();
		if (network != null) {
			budget(steps, PumpingRule.NETWORK, network.narrow(), this.policy.network());
			spread(steps, network.narrow(), traffic.country());
		}
		sequence(steps, traffic);
		return steps;
	}

	/**
	 * The watch over conversion.
	 * @param country two-letter code
	 * @param channel how the message is sent
	 * @return the watch, unless it is off
	 */
	public Optional<Watch> watch(String country, Channel channel) {
		if (this.policy.mode(PumpingRule.CONVERSION) == Mode.OFF) {
			return Optional.empty();
		}
		TallyKey key = key(PumpingRule.CONVERSION, country + "/" + channel.id());
		ConversionRules rules = new ConversionRules(this.policy.conversion());
		return Optional.of(new Watch(key, rules.send(country, channel), (at) -> rules.verified(country, channel, at),
				rules.undo()));
	}

	private void budget(List<Step> steps, PumpingRule rule, String value, Budget budget) {
		BudgetRules rules = new BudgetRules(budget);
		add(steps, rule, value,
				(mode, key) -> new Step(key, mode, rules.send(mode == Mode.ENFORCE), rules::undo, rules::verified));
	}

	private void sequence(List<Step> steps, Traffic traffic) {
		SequenceRules rules = new SequenceRules(this.policy.sequence());
		long number = neighbour(traffic);
		add(steps, PumpingRule.SEQUENCE, prefix(traffic),
				(mode, key) -> new Step(key, mode, rules.send(number, mode == Mode.ENFORCE),
						(at) -> rules.forget(number), (sent) -> rules.forget(number)));
	}

	private void spread(List<Step> steps, String network, String country) {
		SpreadRules rules = new SpreadRules(this.policy.spread());
		add(steps, PumpingRule.SPREAD, network,
				(mode, key) -> new Step(key, mode, rules.send(country, mode == Mode.ENFORCE),
						(at) -> rules.undo(country), (sent) -> rules.verified(country)));
	}

	private void add(List<Step> steps, PumpingRule rule, String value, Maker maker) {
		Mode mode = this.policy.mode(rule);
		if (mode != Mode.OFF) {
			steps.add(maker.make(mode, key(rule, value)));
		}
	}

	private TallyKey key(PumpingRule rule, String value) {
		return new TallyKey(rule, this.hash.name("pumping", value));
	}

	/** Close to others of its prefix and far from all others, but not the number. */
	private long neighbour(Traffic traffic) {
		String number = traffic.phone().value();
		int last = Integer.parseInt(number.substring(number.length() - LAST_DIGITS));
		return this.hash.name("sequence", prefix(traffic)).hashCode() * APART + last;
	}

	private static String prefix(Traffic traffic) {
		String number = traffic.phone().value();
		return number.substring(0, number.length() - LAST_DIGITS);
	}

	/** Makes a step. */
	private interface Maker {

		Step make(Mode mode, TallyKey key);

	}

	/**
	 * One rule under one key.
	 *
	 * @param key where it counts
	 * @param mode how seriously it is taken
	 * @param send decides and counts
	 * @param undo takes back what was counted at a time
	 * @param verified clears the messages of a challenge that were decided at these times
	 */
	public record Step(TallyKey key, Mode mode, TallyRule<Counted> send, Undo undo, Clear verified) {
	}

	/** Takes back a count. */
	@FunctionalInterface
	public interface Undo {

		/**
		 * The rule that takes it back.
		 * @param at when it was counted
		 * @return the rule
		 */
		TallyRule<Boolean> at(Instant at);

	}

	/** Clears the messages of a challenge. */
	@FunctionalInterface
	public interface Clear {

		/**
		 * The rule that clears them.
		 * @param times when they were decided
		 * @return the rule
		 */
		TallyRule<Boolean> of(List<Instant> times);

	}

	/**
	 * The watch over one country and channel.
	 *
	 * @param key where it counts
	 * @param sent counts a message
	 * @param verified clears a message whose challenge verified
	 * @param undo takes back a message of just now that never left
	 */
	public record Watch(TallyKey key, TallyRule<Optional<ConversionAlarm>> sent, Judge verified,
			TallyRule<Boolean> undo) {
	}

	/** Judges anew when a message is cleared. */
	@FunctionalInterface
	public interface Judge {

		/**
		 * The rule that clears it.
		 * @param at when the message was decided
		 * @return the rule
		 */
		TallyRule<Optional<ConversionAlarm>> at(Instant at);

	}

}
