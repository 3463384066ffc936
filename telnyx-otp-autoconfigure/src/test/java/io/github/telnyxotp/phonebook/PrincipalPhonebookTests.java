package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

class PrincipalPhonebookTests {

	private static final List<PhoneNumber> PHONES = List.of(new PhoneNumber("+13125550101"),
			new PhoneNumber("+13125550100"));

	private final PrincipalPhonebook phonebook = new PrincipalPhonebook();

	@Test
	void principalThatHoldsNumbersIsAsked() {
		PhoneNumberHolder alice = () -> PHONES;
		assertThat(this.phonebook.find(new TestingAuthenticationToken(alice, null))).isEqualTo(PHONES);
	}

	@Test
	void principalThatHoldsNoneHasNone() {
		assertThat(this.phonebook.find(new TestingAuthenticationToken("alice", null))).isEmpty();
	}

	@Test
	void credentialsAreNotAsked() {
		PhoneNumberHolder submitted = () -> PHONES;
		assertThat(this.phonebook.find(new TestingAuthenticationToken("alice", submitted))).isEmpty();
	}

}
