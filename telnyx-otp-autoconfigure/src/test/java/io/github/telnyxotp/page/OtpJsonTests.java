package io.github.telnyxotp.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Delivery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OtpJsonTests {

	@Test
	void statusHasItsDocumentedForm() {
		assertThat(OtpJson.status(Samples.status(State.WAITING), List.of())).isEqualTo("""
				{"state":"waiting","phone":"+1 ••••••••01","steps":[{"channel":"whatsapp","delivery":"accepted"}],\
				"channels":["whatsapp","sms","call"],"attemptsLeft":5,"resendAfterSeconds":25,\
				"expiresAfterSeconds":290}""");
	}

	@Test
	void statusWithoutStepsAndChannelsHasEmptyLists() {
		ChallengeStatus status = new ChallengeStatus(State.SENDING, Samples.PHONE, List.of(), List.of(), 5,
				Duration.ZERO, Duration.ofNanos(1));
		assertThat(OtpJson.status(status, List.of())).isEqualTo("""
				{"state":"sending","phone":"+1 ••••••••01","steps":[],"channels":[],"attemptsLeft":5,\
				"resendAfterSeconds":0,"expiresAfterSeconds":1}""");
	}

	@Test
	void statusTellsWhatComesNext() {
		assertThat(OtpJson.status(Samples.due(Duration.ofMillis(11_001)), List.of())).isEqualTo("""
				{"state":"waiting","phone":"+1 ••••••••01","steps":[{"channel":"whatsapp","delivery":"accepted"}],\
				"channels":["whatsapp","sms","call"],"attemptsLeft":5,"resendAfterSeconds":25,\
				"expiresAfterSeconds":290,"next":{"channel":"sms","afterSeconds":12}}""");
	}

	@Test
	void noChallengeHasItsDocumentedForm() {
		assertThat(OtpJson.status(null, List.of())).isEqualTo("{\"state\":\"none\"}");
	}

	@Test
	void severalPhonesAreListedAndOneIsNot() {
		assertThat(OtpJson.status(null, List.of(Samples.PHONE, Samples.PHONE)))
			.isEqualTo("{\"state\":\"none\",\"phones\":[\"+1 ••••••••01\",\"+1 ••••••••01\"]}");
		assertThat(OtpJson.status(Samples.status(State.WAITING), List.of(Samples.PHONE))).doesNotContain("phones");
	}

	@Test
	void authenticatedHasItsDocumentedForm() {
		assertThat(OtpJson.authenticated("/account")).isEqualTo("""
				{"authenticated":true,"redirectUrl":"/account"}""");
	}

	@Test
	void problemHasItsDocumentedForm() {
		OtpProblem problem = OtpProblem.of(OtpProblem.Kind.TOO_SOON)
			.withAttemptsLeft(4)
			.withRetryAfter(Duration.ofMillis(24_001));
		assertThat(OtpJson.problem(problem)).isEqualTo("""
				{"type":"urn:telnyx-otp:problem:too-soon","title":"Too soon","status":429,\
				"detail":"Another code cannot be asked for yet.","code":"too-soon","attemptsLeft":4,\
				"retryAfterSeconds":25}""");
	}

	@Test
	void missingFactorTellsWhereToGetIt() {
		OtpProblem problem = OtpProblem.factorRequired(new OtpProblem.Demand(OtpProblem.Factor.EXPIRED), Samples.LINKS);
		assertThat(OtpJson.problem(problem)).isEqualTo("""
				{"type":"urn:telnyx-otp:problem:factor-required","title":"Phone factor required","status":401,\
				"detail":"Confirm a code that is sent to your phone.","code":"factor-required",\
				"factor":"FACTOR_PHONE_OTP","reason":"expired","links":{"page":"/login/otp",\
				"send":"/login/otp/send","status":"/login/otp/status","verify":"/login/otp"}}""");
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("SEC-29 no problem shows a phone number")
	void problemsShowNoNumber(OtpProblem.Kind kind) {
		String json = OtpJson.problem(OtpProblem.of(kind).withLinks(Samples.LINKS));
		assertThat(json).doesNotContainPattern(OtpPageRendererTests.PHONE_LIKE).contains("\"status\":" + kind.status());
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("SEC-29 no status shows a phone number")
	void statusShowsNoNumber(State state) {
		Step step = new Step(Channel.CALL, Delivery.UNKNOWN);
		assertThat(OtpJson.status(Samples.status(state, 1, step, step), List.of(Samples.PHONE, Samples.PHONE)))
			.doesNotContainPattern(OtpPageRendererTests.PHONE_LIKE);
	}

	@ParameterizedTest
	@MethodSource("io.github.telnyxotp.page.Attacks#xss")
	@DisplayName("SEC-66 markup in JSON is escaped")
	void markupIsEscaped(String attack) {
		assertThat(OtpJson.authenticated("/" + attack)).doesNotContain("<", ">", "&").hasLineCount(1);
	}

	@ParameterizedTest
	@DisplayName("SEC-23 a body with exactly the one field is read")
	@ValueSource(strings = { "{\"code\":\"123456\"}", " { \"code\" : \"123456\" } \n", "{\"c\\u006fde\":\"123456\"}" })
	void exactBodiesAreRead(String body) {
		assertThat(OtpJson.submitted(bytes(body))).contains(new SubmittedCode("123456", false));
	}

	@ParameterizedTest
	@DisplayName("SEC-23 any other body is malformed and never an exception")
	@ValueSource(strings = { "", " ", "{}", "[]", "null", "123456", "\"123456\"", "{\"code\":123456}",
			"{\"code\":null}", "{\"code\":true}", "{\"code\":[\"123456\"]}", "{\"code\":{\"a\":1}}",
			"{\"Code\":\"123456\"}", "{\"code\":\"1\",\"code\":\"2\"}", "{\"code\":\"1\",\"status\":\"accepted\"}",
			"{\"status\":\"accepted\",\"code\":\"1\"}", "{\"code\":\"1\"}{}", "{\"code\":\"1\"} x", "{\"code\":\"1\"",
			"{\"code\":\"1\",}", "{'code':'1'}", "{code:\"1\"}", "{\"code\":\"1\"}//", "<code>1</code>", "code=1",
			"{\"code\":\"\\ud83\"}", "{\"code\":\"a\nb\"}", "[[[[[[[[[[", "{\"code\":NaN}", "\u0000" })
	void otherBodiesAreMalformed(String body) {
		assertThat(OtpJson.submitted(bytes(body))).isEmpty();
	}

	@ParameterizedTest
	@DisplayName("SEC-23 the wish to have the device remembered is true or false and comes last")
	@ValueSource(strings = { "{\"code\":\"1\",\"remember\":\"true\"}", "{\"code\":\"1\",\"remember\":1}",
			"{\"code\":\"1\",\"remember\":null}", "{\"code\":\"1\",\"remember\":[true]}",
			"{\"code\":\"1\",\"remember\":true,\"remember\":true}", "{\"code\":\"1\",\"remember\":true,\"a\":1}",
			"{\"code\":\"1\",\"remember\":true}x", "{\"code\":\"1\",\"remember\":true", "{\"code\":\"1\",\"remember\"}",
			"{\"remember\":true}", "{\"remember\":true,\"code\":\"1\"}", "{\"code\":\"1\",\"Remember\":true}" })
	void otherWishesAreMalformed(String body) {
		assertThat(OtpJson.submitted(bytes(body))).isEmpty();
	}

	@Test
	void wishToHaveTheDeviceRememberedIsRead() {
		assertThat(OtpJson.submitted(bytes("{\"code\":\"1\",\"remember\":true}")))
			.contains(new SubmittedCode("1", true));
		assertThat(OtpJson.submitted(bytes("{\"code\":\"1\",\"remember\":false}")))
			.contains(new SubmittedCode("1", false));
	}

	@Test
	@DisplayName("SEC-09 a submitted code does not print itself")
	void submittedCodeDoesNotPrintItself() {
		assertThat(new SubmittedCode("123456", true)).hasToString("SubmittedCode[remember=true]");
	}

	@Test
	@DisplayName("SEC-23 only UTF-8 is read")
	void otherEncodingsAreMalformed() {
		String body = "{\"code\":\"123456\"}";
		assertThat(OtpJson.submitted(body.getBytes(StandardCharsets.UTF_16LE))).isEmpty();
		assertThat(OtpJson.submitted(body.getBytes(StandardCharsets.UTF_16))).isEmpty();
		assertThat(OtpJson.submitted(new byte[] { '{', '"', (byte) 0xC0, (byte) 0xAF, '"' })).isEmpty();
		assertThat(OtpJson.wish(new byte[] { (byte) 0xFF })).isEqualTo(new SendWish.Malformed());
	}

	@Test
	@DisplayName("SEC-23 a body of 4096 bytes is read and a longer one is not")
	void longBodiesAreMalformed() {
		String body = "{\"code\":\"1\"}";
		assertThat(OtpJson.submitted(bytes(body + " ".repeat(4096 - body.length()))))
			.contains(new SubmittedCode("1", false));
		assertThat(OtpJson.submitted(bytes(body + " ".repeat(4097 - body.length())))).isEmpty();
		assertThat(OtpJson.wish(bytes(" ".repeat(4097)))).isEqualTo(new SendWish.Malformed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "{}", " { } " })
	void noChannelMeansAny(String body) {
		assertThat(OtpJson.wish(bytes(body))).isEqualTo(new SendWish.Any());
	}

	@ParameterizedTest
	@EnumSource
	void everyChannelCanBeNamed(Channel channel) {
		assertThat(OtpJson.wish(bytes("{\"channel\":\"" + channel.id() + "\"}"))).isEqualTo(new SendWish.Over(channel));
	}

	@ParameterizedTest
	@DisplayName("SEC-23 an unknown channel or field is malformed")
	@ValueSource(strings = { "{\"channel\":\"fax\"}", "{\"channel\":\"SMS\"}", "{\"channel\":null}",
			"{\"channel\":\"\"}", "{\"channel\":1}", "{\"channel\":\"sms\",\"channel\":\"call\"}", "{\"phone\":\"+1\"}",
			"[]", "{} {}", "{}x", "{", "null", "\"sms\"" })
	void otherChannelsAreMalformed(String body) {
		assertThat(OtpJson.wish(bytes(body))).isEqualTo(new SendWish.Malformed());
	}

	@Test
	void onePhoneOfSeveralCanBeChosen() {
		assertThat(OtpJson.wish(bytes("{\"phone\":\"1\"}"))).isEqualTo(new SendWish.Phone(1));
		assertThat(SendWish.of(List.of(), List.of("12"))).isEqualTo(new SendWish.Phone(12));
		assertThat(SendWish.of(List.of(), List.of("100"))).isEqualTo(new SendWish.Malformed());
		assertThat(SendWish.of(List.of("sms"), List.of("1"))).isEqualTo(new SendWish.Malformed());
	}

	@Test
	void demandTellsAgeChannelsAndApproval() {
		OtpProblem problem = OtpProblem.factorRequired(new OtpProblem.Demand(OtpProblem.Factor.MISSING,
				Duration.ofMinutes(5), "250 EUR to DE89", Set.of(Channel.CALL, Channel.SMS)), Samples.LINKS);
		assertThat(OtpJson.problem(problem))
			.contains("\"reason\":\"missing\",\"max_age\":300,\"channels\":[\"sms\",\"call\"],"
					+ "\"approval\":\"250 EUR to DE89\"");
	}

	@Test
	void channelFieldOfFormIsOptional() {
		assertThat(SendWish.of(List.of(), List.of())).isEqualTo(new SendWish.Any());
		assertThat(SendWish.of(List.of("sms"), List.of())).isEqualTo(new SendWish.Over(Channel.SMS));
		assertThat(SendWish.of(List.of(""), List.of())).isEqualTo(new SendWish.Malformed());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
