package io.github.telnyxotp.phonebook;

import java.util.Collection;

import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The account that a phone opens: a number that two have is nobody's.
 */
final class OnlyUser {

	private final UserDetailsService users;

	OnlyUser(UserDetailsService users) {
		this.users = users;
	}

	UserDetails of(Collection<String> names) {
		if (names.size() != 1) {
			throw new UsernameNotFoundException("The number is not that of exactly one user");
		}
		return this.users.loadUserByUsername(names.iterator().next());
	}

}
