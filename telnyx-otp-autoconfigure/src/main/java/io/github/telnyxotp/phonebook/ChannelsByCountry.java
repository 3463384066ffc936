package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Which channels serve a phone, in which order, by the country that its number belongs
 * to. Of countries that share a calling code the number itself tells; where it does not,
 * the main one of that code counts.
 *
 * @since 0.1
 */
public final class ChannelsByCountry implements Function<PhoneNumber, List<Channel>> {

	private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

	private final Map<String, List<Channel>> orders;

	private final List<Channel> usual;

	/**
	 * Orders for some countries.
	 * @param orders channels by two-letter country code in upper case
	 * @param usual the channels for all other countries
	 * @throws IllegalArgumentException if there is no such country
	 */
	public ChannelsByCountry(Map<String, List<Channel>> orders, List<Channel> usual) {
		if (!this.library.getSupportedRegions().containsAll(orders.keySet())) {
			throw new IllegalArgumentException("Countries must be two-letter codes in upper case, for example US");
		}
		this.orders = Map.copyOf(orders);
		this.usual = List.copyOf(usual);
	}

	@Override
	public List<Channel> apply(PhoneNumber phone) {
		String country = country(phone);
		return (country != null) ? this.orders.getOrDefault(country, this.usual) : this.usual;
	}

	private @Nullable String country(PhoneNumber phone) {
		try {
			Phonenumber.PhoneNumber number = this.library.parse(phone.value(), null);
			String exact = this.library.getRegionCodeForNumber(number);
			return (exact != null) ? exact : this.library.getRegionCodeForCountryCode(number.getCountryCode());
		}
		catch (NumberParseException ex) {
			return null;
		}
	}

}
