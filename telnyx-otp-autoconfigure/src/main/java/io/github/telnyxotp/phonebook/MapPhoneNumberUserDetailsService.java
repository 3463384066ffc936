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

	private final Map<String, List<PhoneNumber>> phones;

	private final OnlyUser users;

	/**
	 * Accounts with these phones.
	 * @param phones phones by user name; a number that two have is nobody's
	 * @param users the accounts
	 */
	public MapPhoneNumberUserDetailsService(Map<String, List<PhoneNumber>> phones, UserDetailsService users) {
		this.phones = Map.copyOf(phones);
		this.users = new OnlyUser(users);
	}

	@Override
	public UserDetails loadUserByPhoneNumber(PhoneNumber phone) throws UsernameNotFoundException {
		return this.users.of(this.phones.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().contains(phone))
			.map(Map.Entry::getKey)
			.toList());
	}

}
