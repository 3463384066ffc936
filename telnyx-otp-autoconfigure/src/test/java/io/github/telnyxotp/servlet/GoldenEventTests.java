package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.webhook.Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whole stories over real HTTP, and the one list of events that each of them leaves: with
 * the listeners of the application, and in the audit trail of Spring Boot. Each is told
 * twice, the second time to a listener that throws.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, InMemoryAuditEventRepository.class, GoldenEventTests.Bystander.class },
		properties = { "telnyx.otp.api-key=KEY-test", "telnyx.otp.verify-profile-id=" + GoldenEventTests.PROFILE,
				"telnyx.otp.webhook.public-keys=" + Signer.PUBLIC_KEY, "telnyx.otp.second-factor.enabled=true",
				"telnyx.otp.fallback.wait.whatsapp=299s", "telnyx.otp.fallback.wait.sms=299s",
				"telnyx.otp.fallback.wait.call=299s" })
class GoldenEventTests extends BankTests {

	static final String PROFILE = "49000000-0000-4000-8000-000000000001";

	private static final String ASKED = "Requested[]";

	private static final String WHATSAPP = "Sent[channel=WHATSAPP, answer=Accepted]";

	private static final String SMS = "Sent[channel=SMS, answer=Accepted]";

	private static final String WRONG = "Failed[verdict=Rejected[attemptsLeft=%d]]";

	private static final String RIGHT = "Verified[channel=WHATSAPP]";

	@Autowired
	private InMemoryAuditEventRepository audit;

	private final Instant start = Instant.now();

	private final List<String> verifications = new CopyOnWriteArrayList<>();

	@BeforeEach
	void remember() {
		this.telnyx.sends.set(this::accepted);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 the right code at once")
	void rightAtOnce(boolean angry) {
		this.events.angry.set(angry);
		whole("alice");
		expect(ASKED, WHATSAPP, RIGHT);
		assertThat(this.events.security).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 a wrong code, then the right one")
	void wrongThenRight(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		submit(browser, FakeTelnyx.WRONG);
		submit(browser, FakeTelnyx.RIGHT);
		expect(ASKED, WHATSAPP, WRONG.formatted(4), RIGHT);
		assertThat(this.events.security).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 five wrong codes, a sixth, and a new login")
	void lock(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		String token = token(browser);
		for (int attempt = 0; attempt < 6; attempt++) {
			browser.post(PAGE, token, "code", FakeTelnyx.WRONG);
		}
		expect(ASKED, WHATSAPP, WRONG.formatted(4), WRONG.formatted(3), WRONG.formatted(2), WRONG.formatted(1),
				"Failed[verdict=Locked[]]", "Locked[]", "Refused[action=CHECK, rule=locked, retryAfter=null]");
		assertThat(this.events.security).hasSize(6);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 WhatsApp is refused, SMS follows")
	void fallbackByRefusal(boolean angry) {
		this.events.angry.set(angry);
		this.telnyx.sends.set((channel) -> (channel == Channel.WHATSAPP)
				? new SendAnswer.Refused(SendAnswer.Reason.CHANNEL) : accepted(channel));
		whole("alice");
		expect(ASKED, "Sent[channel=WHATSAPP, answer=Refused[reason=CHANNEL]]",
				"Moved[from=WHATSAPP, to=SMS, cause=REFUSED]", SMS, "Verified[channel=SMS]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 WhatsApp fails, SMS follows and arrives; each report comes twice")
	void fallbackByWebhook(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		reportTwice("verify.failed", 0, "delivery_failed");
		reportTwice("verify.delivered", 1, "delivered");
		submit(browser, FakeTelnyx.RIGHT);
		reportTwice("verify.completed", 1, "delivered");
		expect(ASKED, WHATSAPP, "Reported[channel=WHATSAPP, delivery=FAILED]",
				"Moved[from=WHATSAPP, to=SMS, cause=FAILED]", SMS, "Reported[channel=SMS, delivery=DELIVERED]",
				"Verified[channel=SMS]", "Completed[status=pending]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 WhatsApp is late, SMS follows")
	void fallbackByTime(boolean angry) {
		this.events.angry.set(angry);
		half("alice");
		this.clock.move(Duration.ofSeconds(299));
		await().until(() -> mine().size() >= 4);
		expect(ASKED, WHATSAPP, "Moved[from=WHATSAPP, to=SMS, cause=LATE]", SMS);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 asked again too soon, then in time")
	void resendAndCooldown(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		browser.submit(PAGE, SEND);
		this.clock.move(Duration.ofSeconds(60));
		browser.submit(PAGE, SEND, "channel", "sms");
		List<String> story = story(mine());
		assertThat(story).hasSize(5).startsWith(ASKED, WHATSAPP).endsWith("Resent[channel=SMS]", SMS);
		assertThat(story.get(2)).startsWith("Refused[action=SEND, rule=cooldown, retryAfter=PT");
		assertThat(types()).containsExactly("OTP_REQUESTED", "OTP_SENT", "OTP_REFUSED", "OTP_RESENT", "OTP_SENT");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 the code comes too late")
	void expired(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		String token = token(browser);
		this.clock.move(Duration.ofSeconds(301));
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		// The timer looks too, and may be the first to see that the time is over
		assertThat(story(mine())).containsExactlyInAnyOrder(ASKED, WHATSAPP,
				"Refused[action=CHECK, rule=expired, retryAfter=null]", "Ended[state=EXPIRED]",
				"Refused[action=CHECK, rule=expired, retryAfter=null]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 signed out before the code came")
	void signedOut(boolean angry) {
		this.events.angry.set(angry);
		Browser browser = half("alice");
		browser.post("/logout", token(browser));
		expect(ASKED, WHATSAPP, "Ended[state=ABANDONED]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 a second login of the same person ends the first")
	void secondLogin(boolean angry) {
		this.events.angry.set(angry);
		half("alice");
		this.clock.move(Duration.ofSeconds(60));
		whole("alice");
		expect(ASKED, WHATSAPP, ASKED, "Ended[state=ABANDONED]", WHATSAPP, RIGHT);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 Telnyx rejects the account")
	void misconfigured(boolean angry) {
		this.events.angry.set(angry);
		this.telnyx.sends.set((channel) -> new SendAnswer.Refused(SendAnswer.Reason.MISCONFIGURED));
		half("alice");
		expect(ASKED, "Sent[channel=WHATSAPP, answer=Refused[reason=MISCONFIGURED]]");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	@DisplayName("SEC-68 Telnyx cannot be asked about a code")
	void unavailable(boolean angry) {
		this.events.angry.set(angry);
		this.telnyx.checks.set((code) -> CheckAnswer.UNAVAILABLE);
		submit(half("alice"), FakeTelnyx.RIGHT);
		expect(ASKED, WHATSAPP, "Failed[verdict=Unavailable[]]");
	}

	/**
	 * A clock that moves makes challenges of other tests due, too; they have other
	 * phones.
	 */
	private List<OtpEvent> mine() {
		String phone = this.phones.of("alice").masked();
		return this.events.otp.stream().filter((event) -> event.phone().equals(phone)).toList();
	}

	private void expect(String... story) {
		assertThat(story(mine())).containsExactly(story);
		assertThat(types()).containsExactlyElementsOf(mine().stream()
			.map((event) -> "OTP_" + event.getClass().getSimpleName().toUpperCase(Locale.ROOT))
			.toList());
		assertThat(mine()).allSatisfy((event) -> {
			assertThat(event.owner().subject()).isEqualTo("alice");
			assertThat(event.subject().country()).isEqualTo("US");
			assertThat(event.subject().at()).isAfterOrEqualTo(this.start);
			assertThat(event.toString()).doesNotContain(this.phones.of("alice").value(), FakeTelnyx.RIGHT);
		});
	}

	/** Of the challenges of this test, for the trail keeps those of all. */
	private List<String> types() {
		Set<Object> challenges = mine().stream().map(OtpEvent::challenge).collect(Collectors.toSet());
		return this.audit.find("alice", null, null)
			.stream()
			.filter((event) -> challenges.contains(event.getData().get("challenge")))
			.map(AuditEvent::getType)
			.toList();
	}

	private static List<String> story(List<OtpEvent> events) {
		return events.stream()
			.map((event) -> event.toString()
				.replace("subject=" + event.subject(), "")
				.replace("[, ", "[")
				.replaceAll("\\[verification=[^]]*]]", ""))
			.toList();
	}

	private SendAnswer accepted(Channel channel) {
		String verification = UUID.randomUUID().toString();
		this.verifications.add(verification);
		return new SendAnswer.Accepted(new VerificationId(verification));
	}

	private void reportTwice(String type, int verification, String status) {
		String report = Signer.report(UUID.randomUUID().toString(), type, this.verifications.get(verification), PROFILE,
				status);
		for (int each = 0; each < 2; each++) {
			HttpRequest.Builder request = browser().request("/telnyx/webhooks/verify")
				.header("Content-Type", JSON)
				.POST(HttpRequest.BodyPublishers.ofString(report));
			new Signer().headers(Instant.now(), report.getBytes(StandardCharsets.UTF_8))
				.forEach((name, values) -> request.header(name, values.get(0)));
			HttpResponse<String> answer = browser().send(request);
			assertThat(answer.statusCode()).isEqualTo(204);
		}
	}

	/**
	 * One more listener: it must not make anything double.
	 */
	static final class Bystander {

		@EventListener
		void on(OtpEvent event) {
			assertThat(event.challenge()).isNotEmpty();
		}

	}

}
