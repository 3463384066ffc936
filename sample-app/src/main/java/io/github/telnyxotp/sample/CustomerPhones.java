package io.github.telnyxotp.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.autoconfigure.TelnyxOtpProperties;
import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.phonebook.PhoneNumberRefusedException;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Whose phone it is that somebody signs in with: customers who signed up or changed their
 * number stand in a table of the bank, the others in the properties.
 */
@Component
class CustomerPhones implements PhoneNumberUserDetailsService, PhoneNumberEnrolment {

	private final JdbcClient database;

	private final UserDetailsService customers;

	private final Map<String, List<String>> settings;

	private final PhoneNumberParser parser;

	CustomerPhones(JdbcClient database, UserDetailsService customers, TelnyxOtpProperties settings,
			PhoneNumberParser parser) {
		this.database = database;
		this.customers = customers;
		this.settings = settings.phone().numbers();
		this.parser = parser;
	}

	@Override
	public UserDetails loadUserByPhoneNumber(PhoneNumber phone) throws UsernameNotFoundException {
		List<@Nullable String> signedUp = this.database.sql("select customer from customer_phone where phone = ?")
			.param(phone.value())
			.query(String.class)
			.list();
		List<String> names = Stream
			.concat(signedUp.stream().flatMap(Stream::ofNullable),
					this.settings.entrySet()
						.stream()
						.filter((entry) -> has(entry.getValue(), phone))
						.map(Map.Entry::getKey)
						.filter((customer) -> !isInTable(customer)))
			.toList();
		if (names.size() != 1) {
			throw new UsernameNotFoundException("The number is not that of exactly one customer");
		}
		return this.customers.loadUserByUsername(names.get(0));
	}

	/**
	 * Takes the place of the number that the customer saw, and of no other. As at sign-up
	 * two customers may share a number; then it no longer signs in either of them. A real
	 * bank would tell the old number and write a letter.
	 */
	@Override
	public void change(Authentication customer, List<PhoneNumber> before, PhoneNumber proved) {
		if (!before.isEmpty() && replace(customer.getName(), before.get(0), proved)) {
			return;
		}
		try {
			this.database.sql("insert into customer_phone (customer, phone) values (?, ?)")
				.params(customer.getName(), proved.value())
				.update();
		}
		catch (DuplicateKeyException ex) {
			throw new PhoneNumberRefusedException("The number was changed in the meantime");
		}
	}

	private boolean replace(String customer, PhoneNumber before, PhoneNumber proved) {
		return this.database.sql("update customer_phone set phone = ? where customer = ? and phone = ?")
			.params(proved.value(), customer, before.value())
			.update() > 0;
	}

	private boolean isInTable(String customer) {
		return this.database.sql("select count(*) from customer_phone where customer = ?")
			.param(customer)
			.query(Long.class)
			.single() > 0;
	}

	private boolean has(List<String> numbers, PhoneNumber phone) {
		return numbers.stream().flatMap((number) -> this.parser.parse(number).stream()).anyMatch(phone::equals);
	}

	/**
	 * The phone on file.
	 * @param customer a name, in lower case; whether somebody has it makes no difference
	 * to the way
	 * @return the phone, if there is exactly one
	 */
	Optional<PhoneNumber> of(String customer) {
		List<@Nullable String> signedUp = this.database.sql("select phone from customer_phone where customer = ?")
			.param(customer)
			.query(String.class)
			.list();
		List<PhoneNumber> all = Stream
			.concat(signedUp.stream().flatMap(Stream::ofNullable),
					signedUp.isEmpty() ? this.settings.getOrDefault(customer, List.of()).stream() : Stream.empty())
			.flatMap((number) -> this.parser.parse(number).stream())
			.toList();
		return (all.size() == 1) ? Optional.of(all.get(0)) : Optional.empty();
	}

	/**
	 * Keeps the phone of a new customer.
	 * @param customer a name that nobody has
	 * @param phone the phone that was proved
	 * @param proof reference of the challenge that proved it
	 * @throws org.springframework.dao.DuplicateKeyException if the name or the proof was
	 * used before
	 */
	void keep(String customer, PhoneNumber phone, String proof) {
		this.database.sql("insert into customer_phone (customer, phone, proof) values (?, ?, ?)")
			.params(customer, phone.value(), proof)
			.update();
	}

	/**
	 * Undoes {@link #keep} for an account that could not be opened.
	 * @param customer the name that was kept
	 * @param proof the proof that was kept with it
	 */
	void forget(String customer, String proof) {
		this.database.sql("delete from customer_phone where customer = ? and proof = ?")
			.params(customer, proof)
			.update();
	}

}
