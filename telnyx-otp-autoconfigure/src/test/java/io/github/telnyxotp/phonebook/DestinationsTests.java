package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Destination.Refusal;
import io.github.telnyxotp.limit.Traffic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DestinationsTests {

	private static final List<Channel> USUAL = List.of(Channel.WHATSAPP, Channel.SMS);

	private static final Set<NumberKind> REFUSED = Set.of(NumberKind.PREMIUM, NumberKind.SHARED_COST,
			NumberKind.TOLL_FREE, NumberKind.PAGER, NumberKind.VOIP, NumberKind.PERSONAL_NUMBER, NumberKind.UAN,
			NumberKind.VOICEMAIL, NumberKind.SATELLITE);

	@ParameterizedTest
	@DisplayName("SEC-19 who serves one country sends neither to its neighbours nor to costly numbers")
	@CsvSource({ "US,+18765550123,COUNTRY", "US,+18095550123,COUNTRY", "US,+19002345678,KIND", "US,+18002345678,KIND",
			"US,+870773111632,KIND", "US,+979123456789,KIND", "GB,+447012345678,KIND", "RU,+77010009998,COUNTRY",
			"US,+13125550100,", "US,+15550100001,", "RU,+79123456789,", "GB,+447400123456,", "US,+14165550100,COUNTRY",
			"GB,+448431234567,KIND", "GB,+447640123456,KIND", "GB,+445612345678,KIND", "GB,+445512345678,KIND",
			"US,+80012345678,KIND", "US,+881612345678,KIND", "US,+9991234567,COUNTRY" })
	void oneCountryIsServed(String allowed, String number, @Nullable Refusal refusal) {
		Destinations destinations = destinations(policy(Set.of(allowed), Set.of(), Set.of(), REFUSED, List.of()));
		assertThat(destinations.apply(new PhoneNumber(number)).refusal()).isEqualTo(refusal);
	}

	@ParameterizedTest
	@DisplayName("SEC-19 costly kinds are refused when all countries are served, too")
	@ValueSource(strings = { "+19002345678", "+18002345678", "+870773111632", "+979123456789", "+447012345678" })
	void costlyKindsAreRefusedEverywhere(String number) {
		Destinations destinations = destinations(policy(Set.of(), Set.of(), Set.of(), REFUSED, List.of()));
		assertThat(destinations.apply(new PhoneNumber(number)).refusal()).isEqualTo(Refusal.KIND);
	}

	@Test
	@DisplayName("SEC-19 numbers in no known range are refused when the policy says so")
	void unknownNumbersAreRefusedOnRequest() {
		PhoneNumber fictitious = new PhoneNumber("+15550100001");
		assertThat(destinations(policy(Set.of(), Set.of(), Set.of(), Set.of(NumberKind.UNKNOWN), List.of()))
			.apply(fictitious)
			.refusal()).isEqualTo(Refusal.KIND);
		assertThat(destinations(open()).apply(fictitious).refusal()).isNull();
	}

	@Test
	@DisplayName("SEC-19 denied countries and prefixes are refused")
	void deniedCountriesAndPrefixesAreRefused() {
		Destinations destinations = destinations(
				policy(Set.of(), Set.of("CA"), Set.of(), Set.of(), List.of("+1312", "+88")));
		assertThat(destinations.apply(new PhoneNumber("+14165550100")).refusal()).isEqualTo(Refusal.COUNTRY);
		assertThat(destinations.apply(new PhoneNumber("+13125550100")).refusal()).isEqualTo(Refusal.PREFIX);
		assertThat(destinations.apply(new PhoneNumber("+14155552671")).refusal()).isNull();
	}

	@Test
	@DisplayName("SEC-19 calls have their own, smaller list of countries")
	void callsHaveTheirOwnCountries() {
		DestinationPolicy policy = policy(Set.of(), Set.of(), Set.of("US"), Set.of(), List.of());
		Destinations all = new Destinations(policy, Map.of(), List.of(Channel.SMS, Channel.CALL));
		assertThat(all.apply(new PhoneNumber("+13125550100")).channels()).contains(Channel.CALL);
		assertThat(all.apply(new PhoneNumber("+4915112345678")).channels()).containsExactly(Channel.SMS);
		Destination none = new Destinations(policy, Map.of(), List.of(Channel.CALL))
			.apply(new PhoneNumber("+4915112345678"));
		assertThat(none.refusal()).isEqualTo(Refusal.COUNTRY);
	}

	@ParameterizedTest
	@CsvSource({ "+13125550100,US,SMS", "+14165550100,CA,CALL" })
	void countriesOfOneCallingCodeAreToldApart(String number, String country, Channel channel) {
		Destination destination = destinations(open()).apply(new PhoneNumber(number));
		assertThat(destination.country()).isEqualTo(country);
		assertThat(destination.channels()).containsExactly(channel);
	}

	@Test
	void numberThatBelongsToNobodyCountsForTheMainCountryOfItsCode() {
		Destination destination = destinations(open()).apply(new PhoneNumber("+15550100001"));
		assertThat(destination).isEqualTo(new Destination("US", List.of(Channel.SMS), null));
	}

	@ParameterizedTest
	@CsvSource({ "+4915112345678,DE", "+9991234567,ZZ", "+870773111632,ZZ" })
	void everyOtherCountryHasTheUsualOrder(String number, String country) {
		Destination destination = destinations(open()).apply(new PhoneNumber(number));
		assertThat(destination).isEqualTo(new Destination(country, USUAL, null));
		assertThat(Traffic.NO_COUNTRY).isEqualTo("ZZ");
	}

	@Test
	void countryOrPrefixThatDoesNotExistIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Destinations(open(), Map.of("us", USUAL), USUAL))
			.withMessage("Countries must be two-letter codes in upper case, for example US");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> policy(Set.of("Germany"), Set.of(), Set.of(), Set.of(), List.of()));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> policy(Set.of(), Set.of(), Set.of(), Set.of(), List.of("4470")))
			.withMessage("Prefixes must be digits after a plus sign, for example +4470");
	}

	private static Destinations destinations(DestinationPolicy policy) {
		return new Destinations(policy, Map.of("US", List.of(Channel.SMS), "CA", List.of(Channel.CALL)), USUAL);
	}

	private static DestinationPolicy open() {
		return policy(Set.of(), Set.of(), Set.of(), Set.of(), List.of());
	}

	private static DestinationPolicy policy(Set<String> allowed, Set<String> denied, Set<String> calls,
			Set<NumberKind> kinds, List<String> prefixes) {
		return new DestinationPolicy(allowed, denied, calls, kinds, prefixes);
	}

}
