package io.github.telnyxotp.limit.money;

import java.util.Map;

import io.github.telnyxotp.Channel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Prices}.
 */
class PricesTests {

	private static final Map<String, Money> TEN = Map.of(Prices.DEFAULT, Money.of("0.10"));

	@Test
	void aCountryWithoutAPriceHasTheDefaultOfTheChannel() {
		Prices prices = new Prices(Map.of(Channel.WHATSAPP, TEN, Channel.CALL, TEN, Channel.SMS,
				Map.of(Prices.DEFAULT, Money.of("0.20"), "US", Money.of("0.01"))));
		assertThat(prices.of(Channel.SMS, "US")).isEqualTo(Money.of("0.01"));
		assertThat(prices.of(Channel.SMS, "GB")).isEqualTo(Money.of("0.20"));
		assertThat(prices.of(Channel.CALL, "US")).isEqualTo(Money.of("0.10"));
	}

	@Test
	void aChannelWithoutADefaultIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Prices(Map.of(Channel.WHATSAPP, TEN, Channel.SMS, Map.of("US", Money.of("1")))))
			.withMessage("There must be a default price for sms");
	}

	@Test
	void nothingIsForFree() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new Prices(Map.of(Channel.WHATSAPP, Map.of(Prices.DEFAULT, Money.ZERO))))
			.withMessage("Every price for whatsapp must be more than zero");
	}

}
