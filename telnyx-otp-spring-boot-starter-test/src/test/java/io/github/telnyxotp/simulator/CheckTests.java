package io.github.telnyxotp.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.telnyxotp.test.SettableClock;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks of a code.
 */
@NoLeaks
class CheckTests {

	private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:15:30Z"));

	private final TelnyxSimulator simulator = TelnyxSimulator.start(0, Duration.ZERO, this.clock);

	private final Caller caller = new Caller(this.simulator);

	@AfterEach
	void end() {
		this.simulator.close();
	}

	@Test
	void theRightCodeIsAcceptedByPhoneNumber() {
		String id = this.caller.started("whatsapp");
		HttpResponse<String> response = this.caller.check(code());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.isEqualTo("{\"data\":{\"phone_number\":\"+15550100001\",\"response_code\":\"accepted\"}}");
		assertThat(status(id)).isEqualTo("accepted");
	}

	@Test
	void theRightCodeIsAcceptedById() {
		String id = this.caller.started("sms");
		assertThat(Caller.word(this.caller.checkById(id, code()))).isEqualTo("accepted");
	}

	@Test
	void aPlusSignInThePathMayStayAsItIs() {
		this.caller.started("sms");
		HttpResponse<String> response = this.caller.api("POST",
				"/verifications/by_phone_number/+15550100001/actions/verify",
				Map.of("code", code(), "verify_profile_id", this.simulator.verifyProfileId()));
		assertThat(Caller.word(response)).isEqualTo("accepted");
	}

	@Test
	void aWrongCodeIsRejectedWithStatus200() {
		String id = this.caller.started("sms");
		HttpResponse<String> response = this.caller.check(Caller.wrong(code()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Caller.word(response)).isEqualTo("rejected");
		assertThat(status(id)).isEqualTo("pending");
	}

	@Test
	void aCheckByPhoneNumberNeedsCodeAndProfile() {
		this.caller.started("sms");
		String path = "/verifications/by_phone_number/%2B15550100001/actions/verify";
		String profile = this.simulator.verifyProfileId();
		assertThat(this.caller.api("POST", path, Map.of("code", code())).statusCode()).isEqualTo(422);
		assertThat(this.caller.api("POST", path, Map.of("verify_profile_id", profile)).statusCode()).isEqualTo(422);
		assertThat(this.caller.api("POST", path, Map.of("code", code(), "verify_profile_id", "other")).statusCode())
			.isEqualTo(404);
		assertThat(
				this.caller.api("POST", path.replace("%2B", ""), Map.of("code", code(), "verify_profile_id", profile))
					.statusCode())
			.isEqualTo(422);
	}

	@Test
	void aCheckByIdNeedsACodeAndAKnownId() {
		String id = this.caller.started("sms");
		assertThat(this.caller.api("POST", "/verifications/" + id + "/actions/verify", Map.of()).statusCode())
			.isEqualTo(422);
		assertThat(this.caller.checkById("0f8fad5b-d9cb-469f-a165-70867728950e", code()).statusCode()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "max_attempts_exceeded", "rejected" })
	void afterFiveWrongCodesTheRightOneIsNotAccepted(String answer) {
		this.simulator.set(Switch.TOO_MANY_ANSWER, answer);
		String id = this.caller.started("sms");
		for (int i = 0; i < 5; i++) {
			assertThat(Caller.word(this.caller.check(Caller.wrong(code())))).isEqualTo("rejected");
		}
		assertThat(Caller.word(this.caller.check(code()))).isEqualTo(answer);
		assertThat(status(id)).isEqualTo("invalid");
	}

	@ParameterizedTest
	@CsvSource({ "expired", "rejected" })
	void aCodeExpiresExactlyAtItsTimeout(String answer) {
		this.simulator.set(Switch.EXPIRED_ANSWER, answer);
		this.caller.start("sms", Map.of("timeout_secs", 120));
		this.clock.advance(Duration.ofSeconds(119));
		assertThat(Caller.word(this.caller.check(Caller.wrong(code())))).isEqualTo("rejected");
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(Caller.word(this.caller.check(code()))).isEqualTo(answer);
	}

	@Test
	void withoutATimeoutACodeLivesForFiveMinutes() {
		String id = this.caller.started("sms");
		this.clock.advance(Duration.ofSeconds(299));
		assertThat(status(id)).isEqualTo("pending");
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(status(id)).isEqualTo("expired");
	}

	@ParameterizedTest
	@CsvSource({ "404,status 404", "422,status 422", "400,status 400", "rejected,rejected" })
	void aCheckOfNothingFollowsItsSwitch(String value, String word) {
		this.simulator.set(Switch.CHECK_WITHOUT_VERIFICATION, value);
		assertThat(Caller.word(this.caller.check("123456"))).isEqualTo(word);
	}

	@ParameterizedTest
	@CsvSource({ "accepted,accepted", "rejected,rejected", "404,status 404" })
	void aSecondCheckFollowsItsSwitch(String value, String word) {
		this.simulator.set(Switch.SECOND_CHECK_OF_ACCEPTED, value);
		this.caller.started("sms");
		assertThat(Caller.word(this.caller.check(code()))).isEqualTo("accepted");
		assertThat(Caller.word(this.caller.check(code()))).isEqualTo(word);
	}

	@ParameterizedTest
	@CsvSource({ "newest,rejected", "any,accepted" })
	void whichVerificationACheckByPhoneNumberMeansFollowsItsSwitch(String value, String word) {
		this.simulator.set(Switch.BY_PHONE_MATCHES, value);
		this.caller.start("whatsapp", Map.of("custom_code", "111111"));
		this.caller.start("sms", Map.of("custom_code", "222222"));
		assertThat(Caller.word(this.caller.check("111111"))).isEqualTo(word);
		assertThat(Caller.word(this.caller.check("222222"))).isEqualTo("accepted");
	}

	@ParameterizedTest
	@CsvSource({ "false,accepted", "true,expired" })
	void whetherANewStartEndsTheOldOneFollowsItsSwitch(String value, String word) {
		this.simulator.set(Switch.NEW_START_INVALIDATES_OLD, value);
		String old = this.caller.started("whatsapp");
		String code = code();
		this.caller.started("sms");
		assertThat(Caller.word(this.caller.checkById(old, code))).isEqualTo(word);
	}

	@Test
	void whoBroughtTheCodeMayReportTheOutcome() {
		String own = Caller.data(this.caller.start("sms", Map.of("custom_code", "4242"))).path("id").asString();
		String path = "/verifications/" + own + "/actions/verify";
		assertThat(Caller.word(this.caller.api("POST", path, Map.of("status", "accepted")))).isEqualTo("accepted");
		String theirs = this.caller.started("sms");
		assertThat(this.caller.api("POST", "/verifications/" + theirs + "/actions/verify", Map.of("status", "accepted"))
			.statusCode()).isEqualTo(422);
	}

	private String code() {
		return this.simulator.latestCode(Caller.PHONE);
	}

	private String status(String id) {
		return Caller.data(this.caller.api("GET", "/verifications/" + id, "")).path("status").asString();
	}

}
