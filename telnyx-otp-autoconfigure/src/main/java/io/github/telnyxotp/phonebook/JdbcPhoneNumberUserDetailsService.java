package io.github.telnyxotp.phonebook;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Accounts by phone, where a table knows whose phone is whose. What the database throws
 * is passed on.
 *
 * @since 0.1
 */
public final class JdbcPhoneNumberUserDetailsService implements PhoneNumberUserDetailsService {

	private final JdbcClient jdbc;

	private final String query;

	private final OnlyUser users;

	/**
	 * Accounts whose names a database knows.
	 * @param jdbc the database
	 * @param query SQL with one question mark, for the number in E.164 form, for example
	 * {@code +13125550100}, and one column, the user name; a number that two have is
	 * nobody's
	 * @param users the accounts
	 * @throws IllegalArgumentException if there is no question mark
	 */
	public JdbcPhoneNumberUserDetailsService(JdbcClient jdbc, String query, UserDetailsService users) {
		this.jdbc = jdbc;
		this.query = OneParameter.checked(query);
		this.users = new OnlyUser(users);
	}

	@Override
	public UserDetails loadUserByPhoneNumber(PhoneNumber phone) throws UsernameNotFoundException {
		Set<String> names = this.jdbc.sql(this.query)
			.param(phone.value())
			.query(String.class)
			.list()
			.stream()
			.flatMap(Stream::ofNullable)
			.collect(Collectors.toUnmodifiableSet());
		return this.users.of(names);
	}

}
