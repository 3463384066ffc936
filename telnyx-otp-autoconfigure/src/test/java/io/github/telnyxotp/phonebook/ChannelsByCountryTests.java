package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ChannelsByCountryTests {

	private static final List<Channel> USUAL = List.of(Channel.WHATSAPP, Channel.SMS);

	private final ChannelsByCountry channels = new ChannelsByCountry(
			Map.of("US", List.of(Channel.SMS), "CA", List.of(Channel.CALL)), USUAL);

	@ParameterizedTest
	@CsvSource({ "+13125550100, SMS", "+14165550100, CALL" })
	void countriesOfOneCallingCodeAreToldApart(String number, Channel channel) {
		assertThat(this.channels.apply(new PhoneNumber(number))).containsExactly(channel);
	}

	@Test
	void numberThatBelongsToNobodyCountsForTheMainCountryOfItsCode() {
		assertThat(this.channels.apply(new PhoneNumber("+15550100001"))).containsExactly(Channel.SMS);
	}

	@Test
	void everyOtherCountryHasTheUsualOrder() {
		assertThat(this.channels.apply(new PhoneNumber("+4915112345678"))).isEqualTo(USUAL);
		assertThat(this.channels.apply(new PhoneNumber("+9991234567"))).isEqualTo(USUAL);
	}

	@Test
	void countryThatDoesNotExistIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ChannelsByCountry(Map.of("us", USUAL), USUAL))
			.withMessage("Countries must be two-letter codes in upper case, for example US");
	}

}
