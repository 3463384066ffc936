package io.github.telnyxotp.phonebook;

import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class JdbcPhonebookTests {

	private static final String QUERY = "select number from people where name = ? order by rank";

	private final People people = new People().with(2, "alice", "+1 312-555-0100")
		.with(1, "alice", "+13125550101")
		.with(1, "bob", "0312555999")
		.with(2, "bob", "+13125550102")
		.with(1, "carol", " ")
		.without("carol")
		.with(1, "dora", "0312555998")
		.with(2, "dora", " ");

	private final JdbcPhonebook phonebook = phonebook(QUERY);

	@Test
	void rowsAreThePhonesInTheirOrder() {
		assertThat(this.phonebook.find(user("alice"))).containsExactly(new PhoneNumber("+13125550101"),
				new PhoneNumber("+13125550100"));
	}

	@Test
	void rowThatIsNoNumberIsLeftOutAndNotShown(CapturedOutput output) {
		assertThat(this.phonebook.find(user("bob"))).containsExactly(new PhoneNumber("+13125550102"));
		assertThat(output.getOut()).containsOnlyOnce("What the query for phone numbers says is no phone number")
			.doesNotContain("0312555999");
	}

	@Test
	@DisplayName("SEC-33 whose numbers cannot be read is not somebody without one")
	void rowsOfWhichNoneIsANumberFail() {
		assertThatIllegalStateException().isThrownBy(() -> this.phonebook.find(user("dora")))
			.withMessage("Nothing that the query for phone numbers says is a phone number");
	}

	@Test
	void rowWithoutANumberIsNoPhoneAndNoMistake(CapturedOutput output) {
		assertThat(this.phonebook.find(user("carol"))).isEmpty();
		assertThat(this.phonebook.find(user("nobody"))).isEmpty();
		assertThat(output.getOut()).doesNotContain("no phone number");
	}

	@Test
	void nameIsAValueAndNeverSql() {
		assertThat(this.phonebook.find(user("x' or '1'='1"))).isEmpty();
	}

	@Test
	@DisplayName("SEC-24 a number that changes is another number at the next look-up")
	void numberIsReadAnewEachTime() {
		this.phonebook.find(user("alice"));
		this.people.with(0, "alice", "+13125550103");
		assertThat(this.phonebook.find(user("alice"))).first().isEqualTo(new PhoneNumber("+13125550103"));
	}

	@Test
	void failureOfTheDatabaseIsPassedOn() {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> phonebook("select number from nowhere where name = ?").find(user("alice")));
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> phonebook("select name, number from people where name = ?").find(user("alice")));
	}

	@Test
	void queryForEverybodyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> phonebook("select number from people"))
			.withMessage("'query' must have a question mark for what is looked up");
	}

	private JdbcPhonebook phonebook(String query) {
		return new JdbcPhonebook(this.people.jdbc(), query, new PhoneNumberParser(null));
	}

	private static Authentication user(String name) {
		return new TestingAuthenticationToken(name, null);
	}

}
