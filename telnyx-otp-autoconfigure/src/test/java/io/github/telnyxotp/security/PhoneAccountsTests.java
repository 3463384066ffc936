package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.MapPhoneNumberUserDetailsService;
import io.github.telnyxotp.phonebook.PhoneNumberRegistrar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PhoneAccountsTests {

	private static final PhoneNumber ALICE = new PhoneNumber("+15550100001");

	private static final PhoneNumber SECOND = new PhoneNumber("+15550100003");

	private static final PhoneNumber SHARED = new PhoneNumber("+15550100002");

	private static final PhoneNumber NOBODY = new PhoneNumber("+15550100009");

	@Test
	void eachNumberOpensTheDoorToItsUser() {
		PhoneAccounts accounts = accounts(null);
		assertThat(accounts.admits(ALICE)).isTrue();
		assertThat(accounts.open(ALICE).getUsername()).isEqualTo("alice");
		assertThat(accounts.open(SECOND).getUsername()).isEqualTo("alice");
	}

	@Test
	void aNumberOfTwoIsOfNobody() {
		assertThat(accounts(null).admits(SHARED)).isFalse();
		assertThatExceptionOfType(DisabledException.class).isThrownBy(() -> accounts(null).open(SHARED));
	}

	@Test
	void aNumberOfNobodyGetsAnAccountWhereTheApplicationOpensOne() {
		PhoneAccounts accounts = accounts((phone) -> user("new"));
		assertThat(accounts(null).admits(NOBODY)).isFalse();
		assertThat(accounts.admits(NOBODY)).isTrue();
		assertThat(accounts.open(NOBODY).getUsername()).isEqualTo("new");
	}

	private static PhoneAccounts accounts(@Nullable PhoneNumberRegistrar registrar) {
		InMemoryUserDetailsManager users = new InMemoryUserDetailsManager(user("alice"), user("bob"), user("carol"));
		MapPhoneNumberUserDetailsService phones = new MapPhoneNumberUserDetailsService(
				Map.of("alice", List.of(SECOND, ALICE), "bob", List.of(SHARED), "carol", List.of(SHARED)), users);
		return new PhoneAccounts(() -> phones, () -> registrar,
				new ProofMemory(() -> null, Duration.ofDays(1), InstantSource.system()));
	}

	private static UserDetails user(String name) {
		return User.withUsername(name).password("{noop}secret").authorities("ROLE_USER").build();
	}

}
