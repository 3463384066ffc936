package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Destination.Refusal;
import io.github.telnyxotp.limit.Traffic;
import org.jspecify.annotations.Nullable;

/**
 * Where a number leads, which channels serve it, and whether anything may be sent there.
 * Of countries that share a calling code the number itself tells; where it does not, the
 * main one of that code counts.
 *
 * @since 0.1
 */
public final class Destinations implements Function<PhoneNumber, Destination> {

	/** Inmarsat, satellite systems and international networks. */
	private static final Set<Integer> SATELLITE_CODES = Set.of(870, 881, 882, 883);

	/** What the library calls everything that belongs to no country. */
	private static final Set<String> NOWHERE = Set.of("001", "ZZ");

	private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

	private final DestinationPolicy policy;

	private final Map<String, List<Channel>> orders;

	private final List<Channel> usual;

	/**
	 * Destinations under a policy.
	 * @param policy where codes may be sent
	 * @param orders channels, in order, by two-letter country code in upper case
	 * @param usual the channels for all other countries
	 * @throws IllegalArgumentException if there is no such country
	 */
	public Destinations(DestinationPolicy policy, Map<String, List<Channel>> orders, List<Channel> usual) {
		DestinationPolicy.checkCountries(orders.keySet());
		this.policy = policy;
		this.orders = Map.copyOf(orders);
		this.usual = List.copyOf(usual);
	}

	@Override
	public Destination apply(PhoneNumber phone) {
		try {
			Phonenumber.PhoneNumber number = this.library.parse(phone.value(), null);
			return judge(phone, country(number), kind(number));
		}
		catch (NumberParseException ex) {
			return judge(phone, Traffic.NO_COUNTRY, NumberKind.UNKNOWN);
		}
	}

	private Destination judge(PhoneNumber phone, String country, NumberKind kind) {
		List<Channel> channels = this.orders.getOrDefault(country, this.usual)
			.stream()
			.filter((channel) -> channel != Channel.CALL || this.policy.calls(country))
			.toList();
		Refusal refusal = refusal(phone, country, kind);
		return new Destination(country, channels, (refusal == null && channels.isEmpty()) ? Refusal.COUNTRY : refusal);
	}

	private @Nullable Refusal refusal(PhoneNumber phone, String country, NumberKind kind) {
		if (this.policy.deniesPrefixOf(phone.value())) {
			return Refusal.PREFIX;
		}
		if (this.policy.refusedKinds().contains(kind)) {
			return Refusal.KIND;
		}
		return this.policy.serves(country) ? null : Refusal.COUNTRY;
	}

	private String country(Phonenumber.PhoneNumber number) {
		String exact = this.library.getRegionCodeForNumber(number);
		String country = (exact != null) ? exact : this.library.getRegionCodeForCountryCode(number.getCountryCode());
		return NOWHERE.contains(country) ? Traffic.NO_COUNTRY : country;
	}

	private NumberKind kind(Phonenumber.PhoneNumber number) {
		return SATELLITE_CODES.contains(number.getCountryCode()) ? NumberKind.SATELLITE
				: kind(this.library.getNumberType(number));
	}

	private static NumberKind kind(PhoneNumberType type) {
		return switch (type) {
			case MOBILE -> NumberKind.MOBILE;
			case FIXED_LINE -> NumberKind.FIXED_LINE;
			case FIXED_LINE_OR_MOBILE -> NumberKind.FIXED_LINE_OR_MOBILE;
			case PREMIUM_RATE -> NumberKind.PREMIUM;
			case SHARED_COST -> NumberKind.SHARED_COST;
			case TOLL_FREE -> NumberKind.TOLL_FREE;
			case PAGER -> NumberKind.PAGER;
			case VOIP -> NumberKind.VOIP;
			case PERSONAL_NUMBER -> NumberKind.PERSONAL_NUMBER;
			case UAN -> NumberKind.UAN;
			case VOICEMAIL -> NumberKind.VOICEMAIL;
			case UNKNOWN -> NumberKind.UNKNOWN;
		};
	}

}
