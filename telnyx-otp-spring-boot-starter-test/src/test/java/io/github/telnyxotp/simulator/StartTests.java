package io.github.telnyxotp.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Orders to send a code.
 */
@NoLeaks
class StartTests {

	private final TelnyxSimulator simulator = TelnyxSimulator.start(0, Duration.ZERO, InstantSource.system());

	private final Caller caller = new Caller(this.simulator);

	@AfterEach
	void end() {
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "whatsapp", "sms", "call", "flashcall" })
	void everyChannelIsAPathThatAnswersWithAPendingVerification(String channel) {
		HttpResponse<String> response = this.caller.start(channel);
		assertThat(response.statusCode()).isEqualTo(200);
		JsonNode data = Caller.data(response);
		assertThat(data.path("type").asString()).isEqualTo(channel);
		assertThat(data.path("status").asString()).isEqualTo("pending");
		assertThat(data.path("timeout_secs").asInt()).isEqualTo(300);
		assertThat(data.path("phone_number").asString()).isEqualTo(Caller.PHONE);
		assertThat(data.path("created_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
		assertThat(this.simulator.messages(Caller.PHONE)).singleElement().satisfies((message) -> {
			assertThat(message.verificationId()).isEqualTo(data.path("id").asString());
			assertThat(message.channel().id()).isEqualTo(channel);
			assertThat(message.code()).matches("[0-9]{6}");
			assertThat(message.status()).isEqualTo("delivered");
			assertThat(message.toString()).doesNotContain(message.code());
		});
	}

	@Test
	void aCallSpeaksTheDigits() {
		this.caller.start("call", Map.of("custom_code", "424242"));
		assertThat(this.simulator.messages(Caller.PHONE).get(0).text())
			.isEqualTo("☎ Voice call: the spoken digits 4 2 4 2 4 2");
	}

	@Test
	void theUnifiedFormIsUnknownUnlessSwitchedOn() {
		HttpResponse<String> unknown = this.caller.start("", Map.of("type", "sms"));
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(Caller.errorCode(unknown)).isEqualTo("10005");
		this.simulator.set(Switch.UNIFIED_START, "true");
		assertThat(Caller.data(this.caller.start("", Map.of("type", "sms"))).path("type").asString()).isEqualTo("sms");
		assertThat(this.caller.start("").statusCode()).isEqualTo(422);
		assertThat(this.caller.start("", Map.of("type", "pigeon")).statusCode()).isEqualTo(422);
	}

	@Test
	void thePerChannelFormCanBeSwitchedOff() {
		this.simulator.set(Switch.PER_CHANNEL_START, "false");
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(404);
		assertThat(this.simulator.messages(Caller.PHONE)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "phone_number,15550100001,422,10016", "phone_number,+0123456789,422,10016",
			"verify_profile_id,0f8fad5b-d9cb-469f-a165-70867728950e,404,10005", "custom_code,12ab,422,10026",
			"extension,1,422,10026", "timeout_secs,x,422,10033" })
	void aWrongFieldIsRefused(String field, String value, int status, String code) {
		HttpResponse<String> response = this.caller.start("sms", Map.of(field, value));
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(Caller.errorCode(response)).isEqualTo(code);
		assertThat(this.simulator.messages(Caller.PHONE)).isEmpty();
	}

	@Test
	void aMissingFieldIsRefused() {
		HttpResponse<String> response = this.caller.api("POST", "/verifications/sms",
				Map.of("phone_number", Caller.PHONE));
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(Caller.errorCode(response)).isEqualTo("10004");
		assertThat(Caller.json(response).path("errors").path(0).path("source").path("pointer").asString())
			.isEqualTo("/verify_profile_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "not json", "[]", "{\"a\":1,\"a\":2}", "" })
	void aBodyThatIsNoObjectIsRefused(String body) {
		assertThat(this.caller.api("POST", "/verifications/sms", body).statusCode()).isEqualTo(400);
	}

	@Test
	void aBodyLongerThan64KiBIsRefused() {
		assertThat(this.caller.api("POST", "/verifications/sms", "x".repeat(64 * 1024 + 1)).statusCode())
			.isEqualTo(413);
	}

	@Test
	void theCodeLengthFollowsItsSwitch() {
		for (String length : new String[] { "4", "10" }) {
			this.simulator.set(Switch.CODE_LENGTH, length);
			this.caller.start("sms");
			assertThat(this.simulator.latestCode(Caller.PHONE)).hasSize(Integer.parseInt(length));
		}
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.simulator.set(Switch.CODE_LENGTH, "11"));
	}

	@Test
	void withoutTheKeyNobodyIsServed() {
		for (String header : new String[] { "Bearer wrong", this.simulator.apiKey(), "" }) {
			HttpResponse<String> response = this.caller
				.exchange(this.caller.request("GET", "/v2/verify_profiles", "").header("Authorization", header));
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(Caller.errorCode(response)).isEqualTo("10009");
		}
	}

	@Test
	void anUnknownPathIsNotFound() {
		for (String path : new String[] { "/nothing", "/verifications/pigeon", "/verifications/a/b/c",
				"/verify_profiles/0f8fad5b-d9cb-469f-a165-70867728950e" }) {
			HttpResponse<String> response = this.caller.api("GET", path, "");
			assertThat(response.statusCode()).as(path).isEqualTo(404);
			assertThat(Caller.errorCode(response)).isEqualTo("10005");
		}
	}

	@Test
	void verificationsCanBeRetrievedAndListed() {
		String first = this.caller.started("whatsapp");
		String second = this.caller.started("sms");
		assertThat(Caller.data(this.caller.api("GET", "/verifications/" + first, "")).path("id").asString())
			.isEqualTo(first);
		JsonNode list = Caller.json(this.caller.api("GET", "/verifications/by_phone_number/%2B15550100001", ""));
		assertThat(list.path("data").path(0).path("id").asString()).isEqualTo(second);
		assertThat(list.path("meta").path("total_results").asInt()).isEqualTo(2);
		assertThat(this.caller.api("GET", "/verifications/by_phone_number/15550100001", "").statusCode())
			.isEqualTo(422);
	}

	@Test
	void theProfileCanBeRead() {
		String path = "/verify_profiles/" + this.simulator.verifyProfileId();
		assertThat(Caller.data(this.caller.api("GET", path, "")).path("sms").path("code_length").asInt()).isEqualTo(6);
		assertThat(Caller.data(this.caller.api("GET", "/verify_profiles", "")).size()).isEqualTo(1);
		assertThat(this.caller.api("DELETE", path, "").statusCode()).isEqualTo(404);
	}

	@Test
	void aRefusedChannelAnswersWithAnError() {
		this.simulator.phone(Caller.PHONE).whatsapp(Outcome.REFUSE).sms(Outcome.REFUSE);
		assertThat(this.caller.start("whatsapp").statusCode()).isEqualTo(400);
		assertThat(Caller.errorCode(this.caller.start("whatsapp"))).isEqualTo("41000");
		assertThat(Caller.errorCode(this.caller.start("sms"))).isEqualTo("10002");
		this.simulator.set(Switch.REFUSAL_CODE, "10015");
		assertThat(Caller.errorCode(this.caller.start("sms"))).isEqualTo("10015");
		assertThat(this.caller.start("call").statusCode()).isEqualTo(200);
	}

	@Test
	void aFailedOrSilentMessageNeverShows() {
		this.simulator.phone(Caller.PHONE).whatsapp(Outcome.FAIL).sms(Outcome.SILENT);
		assertThat(this.caller.start("whatsapp").statusCode()).isEqualTo(200);
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(200);
		assertThat(this.simulator.messages(Caller.PHONE)).isEmpty();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.simulator.latestCode(Caller.PHONE))
			.withMessageContaining("ending in 01")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("5550100"));
	}

	@Test
	void timesAndFieldsAndStatusFollowTheirSwitches() {
		this.simulator.set(Switch.TIMESTAMPS_WITH_ZONE, "true");
		this.simulator.set(Switch.EXTRA_FIELDS, "true");
		this.simulator.set(Switch.UNKNOWN_STATUS, "true");
		JsonNode data = Caller.data(this.caller.start("sms"));
		assertThat(data.path("created_at").asString()).endsWith("+00:00");
		assertThat(data.has("x_unknown")).isTrue();
		assertThat(data.path("status").asString()).isEqualTo("in_review");
	}

}
