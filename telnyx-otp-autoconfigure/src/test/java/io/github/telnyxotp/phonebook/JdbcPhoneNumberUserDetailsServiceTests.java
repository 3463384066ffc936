package io.github.telnyxotp.phonebook;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JdbcPhoneNumberUserDetailsServiceTests {

	private static final String QUERY = "select name from people where number = ?";

	private static final PhoneNumber PHONE = new PhoneNumber("+13125550100");

	private final People people = new People();

	@Test
	void numberOpensTheAccountThatTheTableNames() {
		this.people.with(1, "alice", "+13125550100").with(1, "bob", "+13125550101");
		assertThat(users(QUERY).loadUserByPhoneNumber(PHONE).getUsername()).isEqualTo("alice");
	}

	@Test
	void numberThatOneHasTwiceIsStillHers() {
		this.people.with(1, "alice", "+13125550100").with(2, "alice", "+13125550100");
		assertThat(users(QUERY).loadUserByPhoneNumber(PHONE).getUsername()).isEqualTo("alice");
	}

	@Test
	void numberOfNobodyOrOfTwoOpensNothing() {
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> users(QUERY).loadUserByPhoneNumber(PHONE));
		this.people.with(1, "alice", "+13125550100").with(1, "bob", "+13125550100");
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> users(QUERY).loadUserByPhoneNumber(PHONE))
			.withMessageNotContaining("3125550100");
	}

	@Test
	void failureOfTheDatabaseIsNotAnUnknownNumber() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> users("select name from nowhere where number = ?").loadUserByPhoneNumber(PHONE))
			.withMessageNotContaining("3125550100");
	}

	@Test
	void queryForEverybodyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> users("select name from people"));
	}

	private JdbcPhoneNumberUserDetailsService users(String query) {
		UserDetailsService users = (name) -> User.withUsername(name).password("{noop}secret").build();
		return new JdbcPhoneNumberUserDetailsService(this.people.jdbc(), query, users);
	}

}
