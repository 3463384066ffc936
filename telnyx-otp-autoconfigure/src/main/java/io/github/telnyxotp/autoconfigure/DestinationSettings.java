package io.github.telnyxotp.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.phonebook.DestinationPolicy;
import io.github.telnyxotp.phonebook.Destinations;

import org.springframework.util.ClassUtils;

/**
 * Turns properties into where codes may be sent, and over which channels.
 */
final class DestinationSettings {

	private static final boolean CAN_TELL = ClassUtils.isPresent("com.google.i18n.phonenumbers.PhoneNumberUtil",
			DestinationSettings.class.getClassLoader());

	private final TelnyxOtpProperties properties;

	DestinationSettings(TelnyxOtpProperties properties) {
		this.properties = properties;
	}

	Function<PhoneNumber, Destination> destinations() {
		List<Channel> usual = checked("telnyx.otp.channels", this.properties.channels());
		Map<String, List<Channel>> byCountry = this.properties.channelsByCountry();
		byCountry.forEach((country, order) -> checked("telnyx.otp.channels-by-country." + country, order));
		if (CAN_TELL) {
			DestinationPolicy policy = Settings.named("telnyx.otp.phone", this::policy);
			return Settings.named("telnyx.otp.channels-by-country", () -> new Destinations(policy, byCountry, usual));
		}
		if (!byCountry.isEmpty() || restricts(this.properties.phone())) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.phone",
					"Without libphonenumber nobody can tell the country of a number.",
					"Add com.googlecode.libphonenumber:libphonenumber, which telnyx-otp-spring-boot-starter brings.");
		}
		return (phone) -> Destination.anywhere(usual);
	}

	/** Nothing if the countries are named (D8). */
	Optional<String> warning() {
		return this.properties.phone().allowedCountries().isEmpty()
				? Optional.of("telnyx.otp.phone.allowed-countries is not set: codes are sent to every country that the "
						+ "Verify profile allows, which invites toll fraud. Name the countries of your users")
				: Optional.empty();
	}

	private DestinationPolicy policy() {
		TelnyxOtpProperties.Phone phone = this.properties.phone();
		return new DestinationPolicy(Set.copyOf(phone.allowedCountries()), Set.copyOf(phone.deniedCountries()),
				Set.copyOf(phone.callCountries()), Set.copyOf(phone.refusedKinds()), phone.deniedPrefixes());
	}

	private static boolean restricts(TelnyxOtpProperties.Phone phone) {
		return !phone.allowedCountries().isEmpty() || !phone.deniedCountries().isEmpty()
				|| !phone.callCountries().isEmpty() || !phone.deniedPrefixes().isEmpty();
	}

	private static List<Channel> checked(String property, List<Channel> channels) {
		if (channels.isEmpty() || Set.copyOf(channels).size() < channels.size()) {
			throw new TelnyxOtpConfigurationException(property, "It must name at least one channel, and none twice.",
					"Write a list of whatsapp, sms and call, in the order in which they are to be tried.");
		}
		return channels;
	}

}
