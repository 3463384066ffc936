package io.github.telnyxotp.limit.money;

import java.util.EnumMap;
import java.util.Map;

import io.github.telnyxotp.Channel;

/**
 * What one message costs, by channel and country.
 *
 * @since 0.1
 */
public final class Prices {

	/** Stands for all countries that have no price of their own. */
	public static final String DEFAULT = "DEFAULT";

	private final Map<Channel, Map<String, Money>> table;

	/**
	 * A price list.
	 * @param table prices by channel and two-letter country in upper case; each channel
	 * has one for {@link #DEFAULT}
	 * @throws IllegalArgumentException if a channel has no default, or a price is zero
	 */
	public Prices(Map<Channel, Map<String, Money>> table) {
		Map<Channel, Map<String, Money>> copy = new EnumMap<>(Channel.class);
		for (Channel channel : Channel.values()) {
			Map<String, Money> prices = Map.copyOf(table.getOrDefault(channel, Map.of()));
			if (!prices.containsKey(DEFAULT)) {
				throw new IllegalArgumentException("There must be a default price for " + channel.id());
			}
			if (prices.containsValue(Money.ZERO)) {
				throw new IllegalArgumentException("Every price for " + channel.id() + " must be more than zero");
			}
			copy.put(channel, prices);
		}
		this.table = copy;
	}

	/**
	 * The price of one message.
	 * @param channel how it is sent
	 * @param country two-letter country of the phone in upper case
	 * @return its price, or the default price of the channel
	 */
	public Money of(Channel channel, String country) {
		Map<String, Money> prices = this.table.getOrDefault(channel, Map.of());
		Money usual = prices.getOrDefault(DEFAULT, Money.ZERO);
		return prices.getOrDefault(country, usual);
	}

}
