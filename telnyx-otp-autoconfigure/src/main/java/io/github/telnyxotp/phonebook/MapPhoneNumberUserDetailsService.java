package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Accounts by phone, where the phones are known by user name, as from properties.
 *
 * @since 0.1
 */
public final class MapPhoneNumberUserDetailsService implements PhoneNumberUserDetailsService {

	private final Map<String, PhoneNumber> phones;

	private final UserDetailsService users;

	/**
	 * Accounts with these phones.
	 * @param phones phones by user name; a number that two have is nobody's
	 * @param users the accounts
	 */
	public MapPhoneNumberUserDetailsService(Map<String, PhoneNumber> phones, UserDetailsService users) {
		this.phones = Map.copyOf(phones);
		this.users = users;
	}

	@Override
	public UserDetails loadUserByPhoneNumber(PhoneNumber phone) throws UsernameNotFoundException {
		List<String> names = this.phones.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().equals(phone))
			.map(Map.Entry::getKey)
			.toList();
		if (names.size() != 1) {
			throw new UsernameNotFoundException("The number is not that of exactly one user");
		}
		return this.users.loadUserByUsername(names.get(0));
	}

}
