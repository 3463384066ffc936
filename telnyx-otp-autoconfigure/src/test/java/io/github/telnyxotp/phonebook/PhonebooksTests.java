package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PhonebooksTests {

	private static final PhoneNumber ONE = new PhoneNumber("+13125550101");

	private static final PhoneNumber TWO = new PhoneNumber("+13125550102");

	private static final Authentication ALICE = new TestingAuthenticationToken("alice", null);

	private final Phonebook first = new MapPhonebook(Map.of("alice", List.of(TWO, ONE)));

	private final Phonebook second = new MapPhonebook(Map.of("alice", List.of(ONE), "bob", List.of(TWO)));

	private final Phonebook broken = (user) -> {
		throw new IllegalStateException("The database is away");
	};

	@Test
	void firstThatKnowsAPhoneAnswersAlone() {
		Phonebooks both = phonebooks(this.first, this.second);
		assertThat(both.find(ALICE)).containsExactly(TWO, ONE);
		assertThat(both.find(new TestingAuthenticationToken("bob", null))).containsExactly(TWO);
		assertThat(both.find(new TestingAuthenticationToken("carol", null))).isEmpty();
	}

	@Test
	void restIsNotAskedOnceThereIsAnAnswer() {
		assertThat(phonebooks(this.first, this.broken).find(ALICE)).containsExactly(TWO, ONE);
	}

	@Test
	@DisplayName("SEC-24 a source that fails is not stood in for by the next")
	void failureIsNoAnswer() {
		assertThatIllegalStateException().isThrownBy(() -> phonebooks(this.broken, this.first).find(ALICE));
	}

	@Test
	void phoneThatIsNamedTwiceIsOne() {
		assertThat(phonebooks((user) -> List.of(TWO, ONE, TWO)).find(ALICE)).containsExactly(TWO, ONE);
	}

	private static Phonebooks phonebooks(Phonebook... phonebooks) {
		return new Phonebooks(List.of(phonebooks));
	}

}
