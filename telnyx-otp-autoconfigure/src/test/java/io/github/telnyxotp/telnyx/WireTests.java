package io.github.telnyxotp.telnyx;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ForeignPlaces;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.Wire.Question;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WireTests {

	private final Wire wire = new Wire(URI.create("https://api.telnyx.com/v2"), Telephones.PROFILE);

	@ParameterizedTest
	@ValueSource(strings = { "../../messages", "+1415/actions/verify", "+14155550100/actions/verify?x=", "%2e%2e%2f",
			"+14155550100#", "+14155550100;a=b", "+14155550100\r\nHost: x", "\r\nHost: x", "+1415555０１００", "10 kB" })
	@DisplayName("SEC-21 a phone or an id that could change a path cannot be made")
	void aPhoneOrIdThatCouldChangeAPathCannotBeMade(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(value));
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationId(value));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new VerificationId(Telephones.VERIFICATION.value() + value));
	}

	@ParameterizedTest
	@CsvSource({ "PT5M,300", "PT0.001S,1", "PT1S,1", "PT1.000000001S,2", "PT0S,1", "PT-5S,1" })
	void theTimeToLiveIsRoundedUp(Duration timeToLive, int seconds) {
		Question question = this.wire.startPerChannel(Telephones.PHONE, Channel.SMS, timeToLive);
		assertThat(body(question)).isEqualTo("{\"phone_number\":\"+13125550100\",\"verify_profile_id\":\""
				+ Telephones.PROFILE + "\",\"timeout_secs\":" + seconds + "}");
	}

	@Test
	void aSlashAtTheEndOfTheBaseIsNotDoubled() {
		Wire slash = new Wire(URI.create("https://api.telnyx.com/v2/"), Telephones.PROFILE);
		assertThat(slash.retrieve(Telephones.VERIFICATION)).isEqualTo(this.wire.retrieve(Telephones.VERIFICATION));
	}

	@Test
	@DisplayName("SEC-09 a question does not print phone and code")
	void aQuestionDoesNotPrintItself() {
		assertThat(this.wire.checkByPhone(Telephones.PHONE, Telephones.CODE)).hasToString("Question");
	}

	@Test
	@DisplayName("SEC-25 the bytes on the wire are the same in every country")
	void theBytesOnTheWireAreTheSameEverywhere() {
		List<List<String>> questions = ForeignPlaces.everywhere(this::questions);
		assertThat(questions).hasSize(4).containsOnly(questions.get(0));
		assertThat(questions.get(0)).hasSize(9).allMatch((question) -> question.matches("\\p{ASCII}+"));
	}

	/** As bytes, one character each. */
	private List<String> questions() {
		Duration minutes = Duration.ofMinutes(5);
		Stream<Question> starts = Stream.of(Channel.values())
			.flatMap((channel) -> Stream.of(this.wire.startPerChannel(Telephones.PHONE, channel, minutes),
					this.wire.startUnified(Telephones.PHONE, channel, minutes)));
		Stream<Question> others = Stream.of(this.wire.checkByPhone(Telephones.PHONE, "0123456789"),
				this.wire.checkById(Telephones.VERIFICATION, "0123456789"),
				this.wire.retrieve(Telephones.VERIFICATION));
		return Stream.concat(starts, others)
			.map((question) -> question.uri() + " "
					+ ((question.body() != null) ? new String(question.body(), StandardCharsets.ISO_8859_1) : "-"))
			.toList();
	}

	private static String body(Question question) {
		return new String(question.body(), StandardCharsets.UTF_8);
	}

}
