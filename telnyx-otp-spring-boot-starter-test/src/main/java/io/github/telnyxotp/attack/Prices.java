package io.github.telnyxotp.attack;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What a message costs.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Prices {

	/**
	 * The price of one message.
	 * @param channel {@code whatsapp}, {@code sms}, {@code call} or {@code flashcall}
	 * @param country two letters as in ISO 3166, or {@code ZZ} if the number belongs to
	 * none
	 * @return the price in the currency of the account
	 */
	BigDecimal of(String channel, String country);

	/**
	 * Estimates in US dollars, good enough to compare attackers and no price list: the
	 * real prices of an account stand in its contract.
	 * @return three times as much outside the United States and Canada as inside
	 */
	static Prices estimates() {
		Map<String, BigDecimal> inside = Map.of("whatsapp", new BigDecimal("0.04"), "sms", new BigDecimal("0.04"),
				"call", new BigDecimal("0.06"), "flashcall", new BigDecimal("0.03"));
		Set<String> near = Set.of("US", "CA");
		return (channel, country) -> inside.getOrDefault(channel, new BigDecimal("0.06"))
			.multiply(near.contains(country) ? BigDecimal.ONE : BigDecimal.valueOf(3));
	}

}
