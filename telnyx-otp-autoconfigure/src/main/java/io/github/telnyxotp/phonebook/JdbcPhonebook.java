package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;

/**
 * Phones from a table, one query for each look-up. What the database throws is passed on.
 *
 * @since 0.1
 */
public final class JdbcPhonebook implements Phonebook {

	private final JdbcClient jdbc;

	private final String query;

	private final StoredNumbers numbers;

	/**
	 * A phonebook that asks a database.
	 * @param jdbc the database
	 * @param query SQL with one question mark, for {@link Authentication#getName()}, and
	 * one column, the number; the row of the preferred number comes first
	 * @param parser makes numbers of what is in the column
	 * @throws IllegalArgumentException if there is no question mark
	 */
	public JdbcPhonebook(JdbcClient jdbc, String query, PhoneNumberParser parser) {
		this.jdbc = jdbc;
		this.query = OneParameter.checked(query);
		this.numbers = new StoredNumbers(parser, "query for phone numbers");
	}

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		return this.numbers.read(this.jdbc.sql(this.query).param(authentication.getName()).query(String.class).list());
	}

}
