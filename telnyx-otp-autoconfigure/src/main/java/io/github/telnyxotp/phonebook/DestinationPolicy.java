package io.github.telnyxotp.phonebook;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

/**
 * Where codes may be sent (SEC-19). Countries are two-letter codes in upper case.
 *
 * @param allowedCountries the only countries that are served; empty for all
 * @param deniedCountries countries that are not
 * @param callCountries the only countries that are called by voice; empty for all
 * @param refusedKinds kinds of numbers that are not served
 * @param deniedPrefixes beginnings of numbers that are not served, with their plus sign
 * @since 0.1
 */
public record DestinationPolicy(Set<String> allowedCountries, Set<String> deniedCountries, Set<String> callCountries,
		Set<NumberKind> refusedKinds, List<String> deniedPrefixes) {

	private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");

	/**
	 * Checks and copies the lists.
	 * @throws IllegalArgumentException if there is no such country or prefix
	 */
	public DestinationPolicy {
		Stream.of(allowedCountries, deniedCountries, callCountries).forEach(DestinationPolicy::checkCountries);
		if (!deniedPrefixes.stream().allMatch((prefix) -> PREFIX.matcher(prefix).matches())) {
			throw new IllegalArgumentException("Prefixes must be digits after a plus sign, for example +4470");
		}
		allowedCountries = Set.copyOf(allowedCountries);
		deniedCountries = Set.copyOf(deniedCountries);
		callCountries = Set.copyOf(callCountries);
		refusedKinds = Set.copyOf(refusedKinds);
		deniedPrefixes = List.copyOf(deniedPrefixes);
	}

	static void checkCountries(Collection<String> countries) {
		if (!PhoneNumberUtil.getInstance().getSupportedRegions().containsAll(countries)) {
			throw new IllegalArgumentException("Countries must be two-letter codes in upper case, for example US");
		}
	}

	boolean serves(String country) {
		return (this.allowedCountries.isEmpty() || this.allowedCountries.contains(country))
				&& !this.deniedCountries.contains(country);
	}

	boolean calls(String country) {
		return this.callCountries.isEmpty() || this.callCountries.contains(country);
	}

	boolean deniesPrefixOf(String number) {
		return this.deniedPrefixes.stream().anyMatch(number::startsWith);
	}

}
