package io.github.telnyxotp.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxotp.test.SettableClock;
import org.awaitility.Awaitility;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Webhooks, at a real receiver.
 */
@NoLeaks
class WebhookTests {

	private final SettableClock clock = SettableClock.at(Instant.parse("2026-03-01T10:15:30Z"));

	private final TelnyxSimulator simulator = TelnyxSimulator.start(0, Duration.ZERO, this.clock);

	private final Caller caller = new Caller(this.simulator);

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final AtomicInteger failures = new AtomicInteger();

	private HttpServer receiver;

	@BeforeEach
	void begin() throws IOException {
		this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.receiver.createContext("/", this::receive);
		this.receiver.start();
		this.simulator.webhookUrl(URI.create("http://localhost:" + this.receiver.getAddress().getPort() + "/hook"));
	}

	@AfterEach
	void end() {
		this.simulator.close();
		this.receiver.stop(0);
	}

	@Test
	void aDeliveredMessageIsReportedAsSentThenAsDelivered() {
		String id = this.caller.started("whatsapp");
		assertThat(events(2)).containsExactly("verify.sent sent", "verify.delivered delivered");
		JsonNode payload = this.received.get(0).json().path("data").path("payload");
		assertThat(payload.path("id").asString()).isEqualTo(id);
		assertThat(payload.path("profile_id").asString()).isEqualTo(this.simulator.verifyProfileId());
		assertThat(payload.path("status").asString()).isEqualTo("pending");
		assertThat(this.received.get(0).json().path("data").path("occurred_at").asString())
			.isEqualTo("2026-03-01T10:15:30.000+00:00");
		assertThat(this.received.get(0).json().path("data").path("id").asString()).isNotEqualTo(id);
		assertThat(this.received.get(0).json().path("meta").path("attempt").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "delivery_failed", "sending_failed" })
	void aFailedMessageIsReportedAsFailed(String deliveryStatus) {
		this.simulator.set(Switch.FAILED_DELIVERY_STATUS, deliveryStatus);
		this.simulator.phone(Caller.PHONE).whatsapp(Outcome.FAIL);
		this.caller.start("whatsapp");
		assertThat(events(2)).containsExactly("verify.sent sent", "verify.failed " + deliveryStatus);
	}

	@Test
	void aSilentMessageIsOnlySent() {
		this.simulator.phone(Caller.PHONE).whatsapp(Outcome.SILENT);
		this.caller.start("whatsapp");
		this.caller.start("sms");
		assertThat(events(3)).containsExactlyInAnyOrder("verify.sent sent", "verify.sent sent",
				"verify.delivered delivered");
	}

	@ParameterizedTest
	@CsvSource({ "failed,verify.failed delivery_unconfirmed", "delivered,verify.delivered delivery_unconfirmed" })
	void anUnconfirmedDeliveryFollowsItsSwitch(String value, String event) {
		this.simulator.set(Switch.DELIVERY_UNCONFIRMED, value);
		this.caller.start("sms");
		assertThat(events(2)).containsExactly("verify.sent sent", event);
	}

	@Test
	void anUnconfirmedDeliveryMayGoUnreported() {
		this.simulator.set(Switch.DELIVERY_UNCONFIRMED, "none");
		this.simulator.set(Switch.COMPLETED_EVENT, "true");
		this.caller.start("sms");
		this.caller.check(this.simulator.latestCode(Caller.PHONE));
		assertThat(events(2)).containsExactly("verify.sent sent", "verify.completed delivered");
	}

	@Test
	void idsAndOrderAndNumberOfEventsFollowTheirSwitches() {
		this.simulator.set(Switch.DATA_ID_EQUALS_VERIFICATION_ID, "true");
		this.simulator.set(Switch.DUPLICATE_WEBHOOKS, "true");
		this.simulator.set(Switch.WEBHOOKS_OUT_OF_ORDER, "true");
		String id = this.caller.started("sms");
		assertThat(events(4)).containsExactly("verify.delivered delivered", "verify.delivered delivered",
				"verify.sent sent", "verify.sent sent");
		assertThat(this.received)
			.allSatisfy((event) -> assertThat(event.json().path("data").path("id").asString()).isEqualTo(id));
	}

	@Test
	void theSignatureIsThatOfTimestampAndRawBody() throws GeneralSecurityException {
		this.caller.start("sms");
		events(2);
		for (Received event : this.received) {
			String timestamp = event.headers().getFirst("telnyx-timestamp");
			assertThat(timestamp).isEqualTo(String.valueOf(this.clock.instant().getEpochSecond()));
			assertThat(event.headers().getFirst("user-agent")).isEqualTo("telnyx-webhooks");
			assertThat(event.headers().getFirst("content-type")).isEqualTo("application/json");
			assertThat(verify(event, timestamp)).isTrue();
			assertThat(verify(event, timestamp + "1")).isFalse();
		}
	}

	@Test
	void aReceiverThatFailsIsAskedThreeTimes() {
		this.failures.set(2);
		this.simulator.phone(Caller.PHONE).sms(Outcome.SILENT);
		this.caller.start("sms");
		events(3);
		assertThat(this.received).extracting((event) -> event.json().path("meta").path("attempt").asInt())
			.containsExactly(1, 2, 3);
	}

	@Test
	void afterThreeFailuresTheNextEventFollows() {
		this.failures.set(3);
		this.caller.start("sms");
		assertThat(events(4)).containsExactly("verify.sent sent", "verify.sent sent", "verify.sent sent",
				"verify.delivered delivered");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/hook", "http://192.0.2.1/", "http://localhost.example.com/",
			"http://localhost@example.com/", "mailto:a@localhost" })
	void webhooksLeaveThisMachineNever(String url) {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> this.simulator.webhookUrl(URI.create(url)));
	}

	private List<String> events(int number) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> this.received.size() >= number);
		return this.received.stream().map(Received::event).toList();
	}

	private boolean verify(Received event, String timestamp) throws GeneralSecurityException {
		byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
		byte[] raw = Base64.getDecoder().decode(this.simulator.publicKey());
		assertThat(raw).hasSize(32);
		byte[] encoded = new byte[prefix.length + raw.length];
		System.arraycopy(prefix, 0, encoded, 0, prefix.length);
		System.arraycopy(raw, 0, encoded, prefix.length, raw.length);
		Signature signature = Signature.getInstance("Ed25519");
		signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
		signature.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
		signature.update(event.body());
		return signature.verify(Base64.getDecoder().decode(event.headers().getFirst("telnyx-signature-ed25519")));
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.received.add(new Received(exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
			exchange.sendResponseHeaders((this.failures.getAndDecrement() > 0) ? 500 : 204, -1);
		}
	}

	private record Received(Headers headers, byte[] body) {

		JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

		String event() {
			JsonNode data = json().path("data");
			return data.path("event_type").asString() + " " + data.path("payload").path("delivery_status").asString();
		}

	}

}
