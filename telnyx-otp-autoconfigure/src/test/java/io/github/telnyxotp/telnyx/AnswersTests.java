package io.github.telnyxotp.telnyx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.Answers.Echo;
import io.github.telnyxotp.telnyx.Outcome.Lost;
import io.github.telnyxotp.telnyx.Outcome.NeverLeft;
import io.github.telnyxotp.telnyx.Outcome.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersTests {

	private static final String JSON = "application/json";

	private static final Echo OURS = new Echo(Telephones.PHONE, Telephones.VERIFICATION, Telephones.PROFILE);

	private static final SendAnswer STARTED = new SendAnswer.Accepted(Telephones.VERIFICATION);

	private static final List<String> BODIES = List.of(Telephones.ACCEPTED, Telephones.STARTED, "",
			"<html>Bad gateway</html>", "{\"errors\":[{\"code\":\"10015\",\"title\":\"no\"}]}",
			"{\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"rejected\"}}");

	static IntStream statuses() {
		return IntStream.rangeClosed(100, 599);
	}

	@ParameterizedTest
	@MethodSource("statuses")
	@DisplayName("SEC-52 a check is accepted with 200 and a valid body only; every other status has one meaning")
	void everyStatusOfACheckHasOneMeaning(int status) {
		for (String body : BODIES) {
			CheckAnswer answer = Answers.check(reply(status, body), OURS);
			assertThat(answer == CheckAnswer.ACCEPTED).as(body)
				.isEqualTo(status == 200 && body.equals(Telephones.ACCEPTED));
			if (status != 200) {
				assertThat(answer).as(body).isEqualTo(meaningOfCheck(status));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("statuses")
	@DisplayName("SEC-52 a start is accepted with 2xx and a valid body only; every other status has one meaning")
	void everyStatusOfAStartHasOneMeaning(int status) {
		for (String body : BODIES) {
			SendAnswer expected = meaningOfStart(status);
			if (status / 100 == 2 && body.equals(Telephones.STARTED)) {
				expected = STARTED;
			}
			assertThat(Answers.start(reply(status, body), Telephones.PHONE)).as(body).isEqualTo(expected);
		}
	}

	private static CheckAnswer meaningOfCheck(int status) {
		if (status / 100 == 3 || List.of(401, 402, 403, 405).contains(status)) {
			return CheckAnswer.MISCONFIGURED;
		}
		if (status == 404 || status == 410) {
			return CheckAnswer.EXPIRED;
		}
		return (status == 400 || status == 422) ? CheckAnswer.WRONG : CheckAnswer.UNAVAILABLE;
	}

	private static SendAnswer meaningOfStart(int status) {
		if (status == 400 || status == 422) {
			return new SendAnswer.Refused(Reason.CHANNEL);
		}
		if (status == 429) {
			return new SendAnswer.Refused(Reason.THROTTLED);
		}
		boolean refused = (status / 100 == 3 || status / 100 == 4) && status != 408 && status != 409;
		return refused ? new SendAnswer.Refused(Reason.MISCONFIGURED) : new SendAnswer.Unknown();
	}

	@Test
	@DisplayName("SEC-47 what never left and what got lost are different answers")
	void whatNeverLeftAndWhatGotLostAreDifferent() {
		assertThat(Answers.start(new NeverLeft(), Telephones.PHONE))
			.isEqualTo(new SendAnswer.Refused(Reason.NEVER_LEFT));
		assertThat(Answers.start(new Lost(), Telephones.PHONE)).isEqualTo(new SendAnswer.Unknown());
		assertThat(Answers.check(new NeverLeft(), OURS)).isEqualTo(CheckAnswer.NEVER_LEFT);
		assertThat(Answers.check(new Lost(), OURS)).isEqualTo(CheckAnswer.UNAVAILABLE);
		assertThat(Answers.status(new Lost(), Telephones.VERIFICATION)).isEqualTo(VerificationStatus.UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource({ "accepted,ACCEPTED", "rejected,WRONG", "expired,EXPIRED", "max_attempts_exceeded,LOCKED",
			"Accepted,UNAVAILABLE", "'accepted ',UNAVAILABLE", "ACCEPTED,UNAVAILABLE", "approved,UNAVAILABLE",
			"'',UNAVAILABLE" })
	void eachResponseCodeHasItsMeaning(String code, CheckAnswer expected) {
		assertThat(check("{\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"" + code + "\"}}"))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"",
			"\"id\":\"0F8FAD5B-D9CB-469F-A165-70867728950E\"",
			"\"verify_profile_id\":\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"",
			"\"profile_id\":\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"", "\"unheard_of\":{\"a\":[1,2]}" })
	void anEchoThatIsOursOrUnheardOfDoesNoHarm(String more) {
		assertThat(check(accepted(more))).isEqualTo(CheckAnswer.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"id\":\"1f8fad5b-d9cb-469f-a165-70867728950e\"", "\"id\":null", "\"id\":7",
			"\"verify_profile_id\":\"8c9e6679-7425-40de-944b-e07fc1f90ae7\"",
			"\"profile_id\":\"8c9e6679-7425-40de-944b-e07fc1f90ae7\"", "\"profile_id\":{}" })
	@DisplayName("SEC-03 an answer about another verification or profile is not accepted")
	void anAnswerAboutAnotherVerificationIsNotAccepted(String more) {
		assertThat(check(accepted(more))).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@Test
	@DisplayName("SEC-03 an answer that names a verification while we know of none is not accepted")
	void anAnswerThatNamesAVerificationWeDoNotKnowIsNotAccepted() {
		String body = accepted("\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"");
		Echo unconfirmed = new Echo(Telephones.PHONE, null, Telephones.PROFILE);
		assertThat(Answers.check(reply(200, body), unconfirmed)).isEqualTo(CheckAnswer.UNAVAILABLE);
		assertThat(Answers.check(reply(200, Telephones.ACCEPTED), unconfirmed)).isEqualTo(CheckAnswer.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":{\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":\"+13125550101\",\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":\"13125550100\",\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":\"+13125550100 \",\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":13125550100,\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":null,\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":[\"+13125550100\"],\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":\"+13125550101\",\"response_code\":\"rejected\"}}" })
	@DisplayName("SEC-03 an answer that does not repeat our phone is not accepted")
	void anAnswerThatDoesNotRepeatOurPhoneIsNotAccepted(String body) {
		assertThat(check(body)).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@Test
	@DisplayName("SEC-51 a valid body cut off at any byte is never accepted")
	void aValidBodyCutOffAnywhereIsNeverAccepted() {
		byte[] check = Telephones.ACCEPTED.getBytes(StandardCharsets.UTF_8);
		for (int length = 0; length < check.length; length++) {
			Reply cut = new Reply(200, JSON, Arrays.copyOf(check, length));
			assertThat(Answers.check(cut, OURS)).as("%d bytes", length).isEqualTo(CheckAnswer.UNAVAILABLE);
		}
		byte[] start = Telephones.STARTED.getBytes(StandardCharsets.UTF_8);
		for (int length = 0; length < start.length; length++) {
			Reply cut = new Reply(200, JSON, Arrays.copyOf(start, length));
			assertThat(Answers.start(cut, Telephones.PHONE)).as("%d bytes", length).isEqualTo(new SendAnswer.Unknown());
		}
	}

	static Stream<String> brokenBodies() {
		String good = Telephones.ACCEPTED;
		String fields = "\"phone_number\":\"+13125550100\",\"response_code\":\"accepted\"";
		return Stream.of("", " ", "null", "true", "\"accepted\"", "[]", "[" + good + "]", "{}", "{\"data\":null}",
				"{\"data\":[]}", "{\"data\":[{" + fields + "}]}", "{\"data\":\"{" + fields + "}\"}", "{" + fields + "}",
				"<html><body>accepted</body></html>", good + good, good + " xyz", good + "]", "\uFEFF" + good,
				good.replace("\"", "'"), "/* c */" + good, good.replace("}}", ",}}"),
				good.replace("{\"data\"", "{\"a\":NaN,\"data\""),
				good.replace("{\"data\"", "{\"a\":" + "9".repeat(10_000) + ",\"data\""),
				good.replace("{\"data\"", "{\"a\":" + "[".repeat(501) + "]".repeat(501) + ",\"data\""),
				good.replace("{\"data\"", "{\"a\":" + "[".repeat(32) + "]".repeat(32) + ",\"data\""),
				good.replace("{\"data\"", "{\"a\":\"" + "x".repeat(60_000) + "\",\"data\""),
				good.replace("{\"data\"", "{\"" + "x".repeat(60_000) + "\":1,\"data\""),
				good.replace("{\"data\"", "{\"errors\":[{\"code\":\"10015\"}],\"data\""),
				good.replace("\"accepted\"", "[\"accepted\"]"), good.replace("\"accepted\"", "accepted"),
				good.replace("\"accepted\"", "true"), good.replace("accepted", "accep\nted"), "{\"data\":" + good + "}",
				good.replace("accepted", "accepted\\u0000"));
	}

	@ParameterizedTest
	@MethodSource("brokenBodies")
	@DisplayName("SEC-51 a broken body is never accepted")
	void aBrokenBodyIsNeverAccepted(String body) {
		assertThat(check(body)).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"rejected\",\"response_code\":\"accepted\"}}",
			"{\"data\":{\"response_code\":\"accepted\",\"response_code\":\"accepted\",\"phone_number\":\"+13125550100\"}}",
			"{\"data\":{},\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"accepted\"}}",
			"{\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"accepted\"},\"x\":{\"a\":1,\"\\u0061\":2}}" })
	@DisplayName("SEC-51 duplicate keys are refused at every depth")
	void duplicateKeysAreRefused(String body) {
		assertThat(check(body)).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@Test
	@DisplayName("SEC-51 an encoding other than UTF-8 is refused")
	void anEncodingOtherThanUtf8IsRefused() {
		for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
			assertThat(Answers.check(new Reply(200, JSON, Telephones.ACCEPTED.getBytes(charset)), OURS))
				.isEqualTo(CheckAnswer.UNAVAILABLE);
		}
		byte[] latin = accepted("\"x\":\"é\"").getBytes(StandardCharsets.ISO_8859_1);
		assertThat(Answers.check(new Reply(200, JSON, latin), OURS)).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/json", "application/jsonp", "application/problem+json",
			"application/json; charset=latin1", "application/json, text/html", "", "application/x-json" })
	@DisplayName("SEC-51 another content type is refused")
	void anotherContentTypeIsRefused(String type) {
		byte[] body = Telephones.ACCEPTED.getBytes(StandardCharsets.UTF_8);
		assertThat(Answers.check(new Reply(200, type, body), OURS)).isEqualTo(CheckAnswer.UNAVAILABLE);
		assertThat(Answers.check(new Reply(200, null, body), OURS)).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "Application/JSON", "application/json;charset=utf-8",
			"application/json; charset=UTF-8", "application/json; charset=\"utf-8\"" })
	void theContentTypeMayNameUtf8(String type) {
		byte[] body = Telephones.ACCEPTED.getBytes(StandardCharsets.UTF_8);
		assertThat(Answers.check(new Reply(200, type, body), OURS)).isEqualTo(CheckAnswer.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"data\":{}}", "{\"data\":{\"id\":null}}", "{\"data\":{\"id\":7}}",
			"{\"data\":{\"id\":\"../x\"}}", "{\"data\":{\"id\":\"a/b\"}}", "{\"data\":{\"id\":\"\"}}",
			"{\"data\":{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e/actions\"}}",
			"{\"data\":{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"phone_number\":\"+13125550101\"}}",
			"{\"data\":{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"phone_number\":null}}" })
	@DisplayName("SEC-21 a start whose id is no UUID or whose phone is not ours is unknown")
	void aStartThatMakesNoSenseIsUnknown(String body) {
		assertThat(Answers.start(reply(200, body), Telephones.PHONE)).isEqualTo(new SendAnswer.Unknown());
	}

	@Test
	void aStartNeedsNothingButItsId() {
		assertThat(Answers.start(reply(201, "{\"data\":{\"id\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}}"),
				Telephones.PHONE))
			.isEqualTo(STARTED);
	}

	@ParameterizedTest
	@CsvSource({ "pending,PENDING", "accepted,ACCEPTED", "invalid,INVALID", "expired,EXPIRED", "error,ERROR",
			"news,UNKNOWN", "'',UNKNOWN" })
	void eachStatusOfAVerificationHasItsMeaning(String status, VerificationStatus expected) {
		String body = "{\"data\":{\"id\":\"" + Telephones.VERIFICATION.value() + "\",\"status\":\"" + status + "\"}}";
		assertThat(Answers.status(reply(200, body), Telephones.VERIFICATION)).isEqualTo(expected);
		assertThat(Answers.status(reply(404, body), Telephones.VERIFICATION)).isEqualTo(VerificationStatus.UNKNOWN);
		assertThat(Answers.status(reply(200, body), new VerificationId("1f8fad5b-d9cb-469f-a165-70867728950e")))
			.isEqualTo(VerificationStatus.UNKNOWN);
		assertThat(Answers.status(reply(200, "{\"data\":{\"status\":\"" + status + "\"}}"), Telephones.VERIFICATION))
			.isEqualTo(VerificationStatus.UNKNOWN);
	}

	@ParameterizedTest
	@MethodSource("statuses")
	void onlyAnOperationThatExistsIsRemembered(int status) {
		Outcome outcome = reply(status, "");
		assertThat(Answers.isNoSuchOperation(outcome)).isEqualTo(status == 404 || status == 405);
		assertThat(Answers.isFromOperation(outcome)).isEqualTo(status / 100 == 2 || status == 400 || status == 422);
	}

	private static CheckAnswer check(String body) {
		return Answers.check(reply(200, body), OURS);
	}

	private static String accepted(String more) {
		return Telephones.ACCEPTED.replace("}}", "," + more + "}}");
	}

	private static Reply reply(int status, String body) {
		return new Reply(status, JSON, body.getBytes(StandardCharsets.UTF_8));
	}

}
