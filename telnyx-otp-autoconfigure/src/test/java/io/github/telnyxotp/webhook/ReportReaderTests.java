package io.github.telnyxotp.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.webhook.WebhookReport.Delivered;
import io.github.telnyxotp.webhook.WebhookReport.Hint;
import io.github.telnyxotp.webhook.WebhookReport.Ignored;
import io.github.telnyxotp.webhook.WebhookReport.Malformed;
import io.github.telnyxotp.webhook.WebhookReport.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ReportReader}.
 */
class ReportReaderTests {

	private static final String PROFILE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

	private static final String VERIFICATION = "0f8fad5b-d9cb-469f-a165-70867728950e";

	private static final String EVENT = "16fd2706-8baf-433b-82eb-8c7fada847da";

	private final ReportReader reader = new ReportReader(PROFILE);

	@Test
	void reportOfTelnyxIsUnderstood() {
		assertThat(read(report("verify.failed", "delivery_failed")))
			.isEqualTo(delivered("verify.failed", Channel.WHATSAPP, Delivery.FAILED));
	}

	@ParameterizedTest
	@CsvSource({ "verify.sent, sent, SENT", "verify.delivered, delivered, DELIVERED", "verify.failed, failed, FAILED",
			"verify.failed, sending_failed, FAILED", "verify.failed, delivery_failed, FAILED",
			"verify.failed, delivery_unconfirmed, UNCONFIRMED", "verify.delivered, delivery_unconfirmed, UNCONFIRMED",
			"verify.sent, delivered, DELIVERED", "verify.sent, pending, SENT", "verify.failed, '', FAILED",
			"verify.delivered, DELIVERED, DELIVERED", "verify.delivered, no_such_status, DELIVERED" })
	void statusThatIsKnownGoesBeforeTheType(String type, String status, Delivery delivery) {
		assertThat(read(report(type, status))).isEqualTo(delivered(type, Channel.WHATSAPP, delivery));
	}

	@Test
	void typeAloneIsEnough() {
		String report = report("verify.failed", "x").replace("\"delivery_status\": \"x\",", "");
		assertThat(read(report)).isEqualTo(delivered("verify.failed", Channel.WHATSAPP, Delivery.FAILED));
	}

	@ParameterizedTest
	@CsvSource({ "sms, SMS", "call, CALL", "flashcall,", "SMS,", "''," })
	void channelThatIsUnknownIsLeftOut(String type, Channel channel) {
		assertThat(read(report("verify.sent", "sent").replace("whatsapp", type)))
			.isEqualTo(delivered("verify.sent", channel, Delivery.SENT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "verify.completed", "verification.complete" })
	@DisplayName("SEC-43 a completion is a hint and no delivery")
	void completionIsAHint(String type) {
		assertThat(read(report(type, "delivered").replace("pending", "accepted")))
			.isEqualTo(new Hint(EVENT, type, new VerificationId(VERIFICATION), "accepted"));
		assertThat(read(report(type, "delivered").replace("pending", "x\\n2026 INFO login ok")))
			.isEqualTo(new Hint(EVENT, type, new VerificationId(VERIFICATION), "unknown"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x.y", "", "verify.unheard", "VERIFY.FAILED", "verify.failed ", "message.sent" })
	@DisplayName("SEC-44 unknown types are ignored, whatever else they hold")
	void unknownTypeIsIgnored(String type) {
		assertThat(read(report(type, "failed"))).isEqualTo(new Ignored(Reason.TYPE));
		assertThat(read("{\"data\":{\"event_type\":\"" + type + "\",\"id\":\"1\",\"payload\":[1]}}"))
			.isEqualTo(new Ignored(Reason.TYPE));
	}

	@Test
	@DisplayName("SEC-44 reports of other profiles, and of none, are ignored")
	void otherProfileIsIgnored() {
		String report = report("verify.failed", "failed");
		assertThat(read(report.replace(PROFILE, VERIFICATION))).isEqualTo(new Ignored(Reason.PROFILE));
		assertThat(read(report.replace("profile_id", "profile"))).isEqualTo(new Ignored(Reason.PROFILE));
		assertThat(read(report.replace("\"" + PROFILE + "\"", "null"))).isEqualTo(new Ignored(Reason.PROFILE));
		assertThat(read(report.replace("\"profile_id\"", "\"verify_profile_id\"")))
			.isEqualTo(delivered("verify.failed", Channel.WHATSAPP, Delivery.FAILED));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ver-1", "0f8fad5b-d9cb-469f-a165-70867728950e/actions/verify", "../../.." })
	@DisplayName("SEC-44 an id that no verification can have is ignored")
	void strangeIdIsIgnored(String id) {
		assertThat(read(report("verify.failed", "failed").replace(VERIFICATION, id)))
			.isEqualTo(new Ignored(Reason.VERIFICATION));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "true", "1", "\"data\"", "[]", "{}", "{\"data\":null}", "{\"data\":[]}",
			"{\"data\":{}}", "{\"data\":{\"event_type\":1,\"id\":\"1\"}}",
			"{\"data\":{\"event_type\":\"verify.sent\"}}", "{\"data\":{\"event_type\":\"verify.sent\",\"id\":\"\"}}",
			"{\"data\":{\"event_type\":\"verify.sent\",\"id\":1}}",
			"{\"data\":{\"event_type\":\"verify.sent\",\"id\":\"1\"}}",
			"{\"data\":{\"event_type\":\"verify.sent\",\"id\":\"1\",\"payload\":\"x\"}}",
			"{\"data\":{\"event_type\":\"verify.sent\",\"id\":\"1\",\"payload\":{\"id\":7}}}", "{\"data\":{",
			"\uFEFF{}", "{'data':{}}", "{\"data\":{}} //", "\u0000" })
	void whatTheApiDoesNotPromiseIsMalformed(String body) {
		assertThat(read(body)).isEqualTo(new Malformed());
	}

	@Test
	@DisplayName("SEC-45 duplicate keys, trailing text, deep nesting and long texts are malformed")
	void whatParsersDisagreeAboutIsMalformed() {
		String report = report("verify.failed", "failed");
		assertThat(read(report.replace("\"type\":", "\"id\": \"x\", \"type\":"))).isEqualTo(new Malformed());
		assertThat(read(report + "x")).isEqualTo(new Malformed());
		assertThat(read(report + report)).isEqualTo(new Malformed());
		assertThat(read(report.replace("null", "[".repeat(10_000) + "]".repeat(10_000)))).isEqualTo(new Malformed());
		assertThat(read(report.replace("null", "[".repeat(33) + "]".repeat(33)))).isEqualTo(new Malformed());
		assertThat(read("{\"a\":".repeat(10_000))).isEqualTo(new Malformed());
		assertThat(read(report.replace("pending", "x".repeat(1025)))).isEqualTo(new Malformed());
		assertThat(read(report.replace(EVENT, "x".repeat(129)))).isEqualTo(new Malformed());
		assertThat(read(report.replace("\"mccmnc\": null", "\"mccmnc\": " + "9".repeat(33))))
			.isEqualTo(new Malformed());
	}

	@Test
	void onlyUtf8IsRead() {
		String report = report("verify.failed", "failed");
		assertThat(this.reader.read(report.getBytes(StandardCharsets.UTF_16))).isEqualTo(new Malformed());
		byte[] broken = report.getBytes(StandardCharsets.UTF_8);
		broken[report.indexOf("pending")] = (byte) 0xff;
		assertThat(this.reader.read(broken)).isEqualTo(new Malformed());
	}

	@Test
	void fieldsThatNobodyKnowsAreLetPass() {
		assertThat(read(report("verify.failed", "failed").replace("\"mccmnc\": null", "\"news\": [{\"a\": [1.5e3]}]")))
			.isEqualTo(delivered("verify.failed", Channel.WHATSAPP, Delivery.FAILED));
	}

	@Test
	@DisplayName("SEC-09 neither the code nor the number of a report is kept")
	void codeAndNumberAreDropped() {
		assertThat(report("verify.failed", "failed")).contains("739154").contains("15005550006");
		for (String type : Arrays.asList("verify.failed", "verify.completed", "x.y")) {
			assertThat(read(report(type, "failed")).toString()).doesNotContain("739154").doesNotContain("5550006");
		}
	}

	@Test
	@DisplayName("SEC-41 of 20000 reports with nonsense in them none breaks anything")
	void nonsenseBreaksNothing() {
		Random random = new Random(42);
		byte[] body = report("verify.failed", "failed").getBytes(StandardCharsets.UTF_8);
		for (int each = 0; each < 20_000; each++) {
			byte[] changed = Arrays.copyOf(body, body.length - random.nextInt(2) * random.nextInt(body.length - 1));
			for (int change = random.nextInt(6); change >= 0; change--) {
				changed[random.nextInt(changed.length)] = (byte) (random.nextBoolean() ? random.nextInt()
						: "{}[]\",:0\\u".charAt(random.nextInt(10)));
			}
			assertThat(this.reader.read(changed)).isNotNull();
		}
	}

	private WebhookReport read(String body) {
		return this.reader.read(body.getBytes(StandardCharsets.UTF_8));
	}

	private static String report(String type, String status) {
		return Signer.report(EVENT, type, VERIFICATION, PROFILE, status);
	}

	private static Delivered delivered(String type, Channel channel, Delivery delivery) {
		return new Delivered(EVENT, type, new VerificationId(VERIFICATION), PROFILE, channel, delivery);
	}

}
