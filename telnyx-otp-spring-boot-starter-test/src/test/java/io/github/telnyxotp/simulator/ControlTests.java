package io.github.telnyxotp.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

import org.awaitility.Awaitility;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The control requests, faults, the page, and who may reach them.
 */
@NoLeaks
class ControlTests {

	private static final String FAULTS = "/simulator/faults";

	private static final String INBOX = "/simulator/phones/" + Caller.PHONE;

	private final TelnyxSimulator simulator = TelnyxSimulator.start(0, Duration.ZERO, InstantSource.system());

	private final Caller caller = new Caller(this.simulator);

	@AfterEach
	void end() {
		this.simulator.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+15550100001", "%2B15550100001" })
	void messagesAreListedNewestFirst(String number) {
		this.caller.start("whatsapp", Map.of("custom_code", "111111"));
		String newest = this.caller.started("sms");
		JsonNode messages = Caller.json(this.caller.control("GET", "/simulator/phones/" + number + "/messages", ""));
		assertThat(messages.size()).isEqualTo(2);
		assertThat(messages.path(0).propertyNames()).containsExactlyInAnyOrder("verificationId", "channel", "code",
				"text", "status", "sentAt");
		assertThat(messages.path(0).path("verificationId").asString()).isEqualTo(newest);
		assertThat(messages.path(1).path("code").asString()).isEqualTo("111111");
	}

	@Test
	void aPhoneIsSetOverHttp() {
		HttpResponse<String> response = this.caller.control("PUT", INBOX,
				Map.of("whatsapp", Map.of("outcome", "refuse"), "sms", Map.of("outcome", "fail", "afterMillis", 5)));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(Caller.json(response).path("sms").path("afterMillis").asInt()).isEqualTo(5);
		assertThat(this.caller.start("whatsapp").statusCode()).isEqualTo(400);
		assertThat(this.caller.start("call").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"pigeon\":{\"outcome\":\"fail\"}}", "{\"sms\":{\"outcome\":\"explode\"}}",
			"{\"sms\":{\"outcome\":\"fail\",\"after\":1}}", "{\"sms\":{\"outcome\":\"fail\",\"afterMillis\":-1}}",
			"{\"sms\":{\"outcome\":\"fail\",\"afterMillis\":700000}}", "{\"sms\":\"fail\"}", "[]", "nonsense" })
	void aWrongSettingOfAPhoneIsRefused(String body) {
		HttpResponse<String> response = this.caller.control("PUT", INBOX, body);
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(200);
		assertThat(this.simulator.messages(Caller.PHONE)).hasSize(1);
	}

	@Test
	void aNumberThatIsNotE164IsRefused() {
		assertThat(this.caller.control("GET", "/simulator/phones/15550100001/messages", "").statusCode())
			.isEqualTo(400);
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.simulator.phone("555"));
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.simulator.messages("555"));
	}

	@Test
	void aDelayedMessageArrivesLater() {
		this.simulator.phone(Caller.PHONE).on(SimulatedChannel.SMS, Outcome.DELIVER, Duration.ofMillis(100));
		this.caller.start("sms");
		Awaitility.await().until(() -> this.simulator.messages(Caller.PHONE).size() == 1);
	}

	@Test
	void requestsAreRecordedWithoutCodes() {
		this.caller.start("sms", Map.of("custom_code", "97531975"));
		this.caller.api("POST", "/verifications/by_phone_number/%2B15550100001/actions/verify?code=97531975",
				Map.of("code", "97531975", "verify_profile_id", this.simulator.verifyProfileId()));
		this.caller.api("GET", "/nothing", "");
		HttpResponse<String> response = this.caller.control("GET", "/simulator/requests", "");
		assertThat(response.body()).doesNotContain("97531975");
		JsonNode requests = Caller.json(response).path("requests");
		assertThat(requests.path(0).path("status").asInt()).isEqualTo(404);
		assertThat(requests.path(1).path("path").asString())
			.isEqualTo("/v2/verifications/by_phone_number/%2B15550100001/actions/verify");
		assertThat(this.simulator.requestCounts()).containsEntry("POST /v2/verifications/sms", 1L)
			.containsEntry("POST /v2/verifications/by_phone_number/{phone}/actions/verify", 1L);
		assertThat(this.simulator.requests()).hasSize(3);
		assertThat(this.simulator.requests().get(1).toString()).doesNotContain("15550100001");
	}

	@Test
	void aFaultAppliesToItsCountOfRequests() {
		this.caller.control("PUT", FAULTS, Map.of("status", 503, "count", 2));
		assertThat(Caller.errorCode(this.caller.start("sms"))).isEqualTo("10007");
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(503);
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(200);
		assertThat(this.simulator.messages(Caller.PHONE)).hasSize(1);
	}

	@Test
	void aFaultMayHaveABodyOfItsOwn() {
		this.simulator.faults(new Fault(200, 1, Duration.ZERO, "{\"data\":"));
		assertThat(this.caller.start("sms").body()).isEqualTo("{\"data\":");
	}

	@Test
	void aLateAnswerIsCarriedOutAtOnce() {
		this.simulator.faults(Fault.late(Duration.ofMillis(300), 1));
		long begin = System.nanoTime();
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
	}

	@ParameterizedTest
	@CsvSource({ "10011,delta,30,seconds", "40333,epoch,5,seconds" })
	void aRateLimitFollowsItsSwitches(String code, String reset, String wait, String form) {
		this.caller.control("PUT", FAULTS, Map.of("status", 429, "rateLimitCode", code, "rateLimitReset", reset,
				"retryAfter", Integer.valueOf(wait), "retryAfterForm", form));
		HttpResponse<String> response = this.caller.start("sms");
		assertThat(Caller.errorCode(response)).isEqualTo(code);
		assertThat(response.headers().firstValue("retry-after")).contains(wait);
		long seconds = response.headers().firstValueAsLong("x-ratelimit-reset").orElse(0);
		assertThat(seconds > 1_000_000_000).isEqualTo(reset.equals("epoch"));
	}

	@Test
	void retryAfterIsAbsentAtFirstAndMayBeADate() {
		this.simulator.faults(Fault.status(429, 1));
		assertThat(this.caller.start("sms").headers().firstValue("retry-after")).isEmpty();
		this.simulator.set(Switch.RETRY_AFTER, "10");
		this.simulator.set(Switch.RETRY_AFTER_FORM, "date");
		this.simulator.faults(Fault.status(503, 1));
		assertThat(this.caller.start("sms").headers().firstValue("retry-after").orElse("")).endsWith("GMT");
	}

	@ParameterizedTest
	@CsvSource({ "envelope,detail", "empty,''", "html,<html>", "noDetail,10005", "numericCode,10005" })
	void anErrorBodyFollowsItsSwitch(String value, String part) {
		this.simulator.set(Switch.ERROR_BODY, value);
		HttpResponse<String> response = this.caller.api("GET", "/nothing", "");
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains(part);
		assertThat(response.body().contains("\"code\":10005")).isEqualTo(value.equals("numericCode"));
		assertThat(response.body().contains("detail")).isEqualTo(value.equals("envelope"));
		assertThat(response.body().isEmpty()).isEqualTo(value.equals("empty"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"expiredanswer\":\"rejected\"}", "{\"expiredAnswer\":\"late\"}", "{\"status\":42}",
			"{\"count\":-1}", "{\"delayMillis\":\"x\"}", "{\"expiredAnswer\":null}", "[]" })
	void aWrongFaultChangesNothing(String body) {
		JsonNode before = Caller.json(this.caller.control("GET", FAULTS, ""));
		String withMore = body.replace("{", "{\"codeLength\":4,");
		assertThat(this.caller.control("PUT", FAULTS, withMore).statusCode()).isEqualTo(400);
		assertThat(Caller.json(this.caller.control("GET", FAULTS, ""))).isEqualTo(before);
	}

	@Test
	void everySwitchIsSetUnderItsName() {
		JsonNode state = Caller.json(this.caller.control("GET", FAULTS, ""));
		for (Switch which : Switch.values()) {
			assertThat(state.path(which.id()).asString()).isEqualTo(which.initial());
		}
		this.caller.control("PUT", FAULTS, Map.of("expiredAnswer", "rejected", "unifiedStart", true, "codeLength", 4));
		state = Caller.json(this.caller.control("GET", FAULTS, ""));
		assertThat(state.path("expiredAnswer").asString()).isEqualTo("rejected");
		assertThat(state.path("unifiedStart").asString()).isEqualTo("true");
		assertThat(state.path("codeLength").asString()).isEqualTo("4");
	}

	@Test
	void deleteGoesBackToTheStart() {
		this.simulator.phone(Caller.PHONE).whatsapp(Outcome.REFUSE);
		this.simulator.set(Switch.CODE_LENGTH, "4");
		String id = this.caller.started("sms");
		this.simulator.faults(Fault.status(500, 9));
		assertThat(this.caller.control("DELETE", "/simulator", "").statusCode()).isEqualTo(204);
		assertThat(this.simulator.messages(Caller.PHONE)).isEmpty();
		assertThat(this.simulator.requests()).isEmpty();
		assertThat(this.simulator.requestCounts()).isEmpty();
		assertThat(this.caller.api("GET", "/verifications/" + id, "").statusCode()).isEqualTo(404);
		assertThat(this.caller.start("whatsapp").statusCode()).isEqualTo(200);
		assertThat(this.simulator.latestCode(Caller.PHONE)).hasSize(6);
	}

	@Test
	void theSimulatorSaysWhereItIs() {
		JsonNode itself = Caller.json(this.caller.control("GET", "/simulator", ""));
		assertThat(itself.path("baseUrl").asString()).isEqualTo(this.simulator.baseUrl().toString());
		assertThat(itself.path("publicKey").asString()).isEqualTo(this.simulator.publicKey());
	}

	@Test
	void thePageShowsTheCodeUnderAStrictPolicy() {
		this.caller.start("sms", Map.of("custom_code", "424242"));
		HttpResponse<String> page = this.caller.control("GET", "/", "");
		assertThat(page.body()).contains("<title>Telnyx simulator</title>", "424242", Caller.PHONE)
			.doesNotContain("{{", "style=", "http://", "https://");
		assertThat(page.headers().firstValue("content-security-policy").orElse("")).startsWith(
				"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'");
		assertThat(this.caller.control("GET", "/simulator.css", "").headers().firstValue("content-type").orElse(""))
			.startsWith("text/css");
		assertThat(this.caller.control("GET", "/simulator.js", "").headers().firstValue("content-type").orElse(""))
			.startsWith("text/javascript");
		assertThat(this.caller.control("GET", "/../secret", "").statusCode()).isEqualTo(404);
	}

	@Test
	void whatThePageShowsIsEscaped() {
		String html = new Template("delivered.html").with(Map.of("channel", "\"><b>", "id", "'", "label", "<script>",
				"time", "&", "code", "$1{{id}}", "text", "</p>"));
		assertThat(html).contains("&quot;&gt;&lt;b&gt;", "&#39;", "&lt;script&gt;", "&amp;", "$1{{id}}", "&lt;/p&gt;")
			.doesNotContain("<script>", "<b>");
	}

	@Test
	void theButtonsOfAMessageOnItsWayWork() {
		this.simulator.phone(Caller.PHONE).on(SimulatedChannel.SMS, Outcome.FAIL, Duration.ofMinutes(5));
		String first = this.caller.started("sms");
		String second = this.caller.started("sms");
		String third = this.caller.started("sms");
		assertThat(press(INBOX + "/messages/" + first, "action=deliver").statusCode()).isEqualTo(303);
		press(INBOX + "/messages/" + second, "action=fail");
		press(INBOX + "/messages/" + third, "action=delay&millis=50");
		press(INBOX + "/messages/" + second, "action=deliver");
		Awaitility.await().until(() -> this.simulator.messages(Caller.PHONE).size() == 2);
		assertThat(this.simulator.messages(Caller.PHONE)).extracting(Message::verificationId)
			.containsExactly(third, first);
		assertThat(press(INBOX + "/messages/" + first, "action=explode").statusCode()).isEqualTo(400);
	}

	@Test
	void theButtonsOfAPhoneAndTheResetWork() {
		assertThat(press(INBOX + "/sms", "choice=refuse+0").statusCode()).isEqualTo(303);
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(400);
		assertThat(press(INBOX + "/sms", "choice=nonsense").statusCode()).isEqualTo(400);
		assertThat(press("/simulator/reset", "").statusCode()).isEqualTo(303);
		assertThat(this.caller.start("sms").statusCode()).isEqualTo(200);
	}

	@Test
	void noReadingRequestChangesAnything() {
		for (String path : List.of("/simulator/reset", INBOX + "/sms", INBOX + "/messages/x")) {
			assertThat(this.caller.control("GET", path, "").statusCode()).as(path).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@CsvSource({ "localhost,200", "LOCALHOST:80,200", "127.0.0.1:1,200", "[::1]:1,200", "evil.example,403",
			"localhost.evil.example,403", "127.0.0.1.evil.example:80,403", "evil.example@localhost,403", "'',403" })
	void onlyNamesOfThisMachineAreAnswered(String host, int status) throws IOException {
		String answer = raw("GET /simulator HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
	}

	@Test
	void pagesOfOtherMachinesMayNotGiveOrders() {
		assertThat(this.caller
			.exchange(this.caller.request("POST", "/simulator/reset", "").header("Origin", "https://evil.example"))
			.statusCode()).isEqualTo(403);
		assertThat(this.caller
			.exchange(this.caller.request("POST", "/simulator/reset", "").header("Origin", "http://localhost:8080"))
			.statusCode()).isEqualTo(303);
	}

	@Test
	void noOtherAddressOfThisMachineListens() throws IOException {
		for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
			for (InetAddress address : network.inetAddresses().filter((one) -> !one.isLoopbackAddress()).toList()) {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(address));
			}
		}
	}

	@Test
	void aTakenPortIsExplained() {
		assertThatIllegalStateException().isThrownBy(() -> TelnyxSimulator.start(this.simulator.baseUrl().getPort()))
			.withMessageContaining("Port 0 takes any free port");
	}

	@Test
	void afterTheEndNobodyAnswersAndNoThreadIsLeft() throws Exception {
		// Simulators of other tests may start threads of the same name meanwhile
		ThreadGroup group = new ThreadGroup("other");
		FutureTask<TelnyxSimulator> start = new FutureTask<>(TelnyxSimulator::start);
		new Thread(group, start).start();
		TelnyxSimulator other = start.get();
		Caller callerOfOther = new Caller(other);
		callerOfOther.start("sms");
		List<Thread> threads = threadsOf(group);
		assertThat(threads).isNotEmpty();
		other.close();
		other.close();
		assertThatIllegalStateException().isThrownBy(() -> callerOfOther.start("sms"));
		Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	private static List<Thread> threadsOf(ThreadGroup group) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getThreadGroup() == group)
			.filter((thread) -> thread.getName().startsWith("telnyx-simulator"))
			.toList();
	}

	private HttpResponse<String> press(String path, String form) {
		return this.caller.control("POST", path, form);
	}

	private void connect(InetAddress address) throws IOException {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(address, this.simulator.baseUrl().getPort()), 500);
		}
	}

	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.simulator.baseUrl().getPort())) {
			socket.setSoTimeout(5000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			ByteArrayOutputStream answer = new ByteArrayOutputStream();
			socket.getInputStream().transferTo(answer);
			return answer.toString(StandardCharsets.UTF_8);
		}
	}

}
