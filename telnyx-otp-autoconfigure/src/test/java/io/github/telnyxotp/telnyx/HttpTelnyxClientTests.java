package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HttpTelnyxClientTests {

	@RegisterExtension
	static final WireMockExtension telnyx = WireMockExtension.newInstance()
		.options(WireMockConfiguration.wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"))
		.build();

	private static final String CHECK = "/v2/verifications/by_phone_number/%2B13125550100/actions/verify";

	private static final SendAnswer STARTED = new SendAnswer.Accepted(Telephones.VERIFICATION);

	private static final SendAnswer MISCONFIGURED = new SendAnswer.Refused(Reason.MISCONFIGURED);

	private TelnyxSettings settings;

	private HttpTelnyxClient client;

	@BeforeEach
	void dial() {
		this.settings = Telephones.settings("http://127.0.0.1:" + telnyx.getPort() + "/v2");
		this.client = Telephones.client(this.settings);
	}

	@AfterEach
	void hangUp() {
		this.client.close();
	}

	@ParameterizedTest
	@EnumSource(Channel.class)
	void aStartPerChannelPostsPhoneProfileAndTimeOnly(Channel channel) {
		answer("/v2/verifications/" + channel.id(), json(200, Telephones.STARTED));
		assertThat(send(channel)).isEqualTo(STARTED);
		LoggedRequest request = requests().get(0);
		assertThat(request.getBodyAsString()).isEqualTo("{\"phone_number\":\"+13125550100\",\"verify_profile_id\":\""
				+ Telephones.PROFILE + "\",\"timeout_secs\":300}");
		assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Telephones.KEY);
		assertThat(request.getHeader("Content-Type")).startsWith("application/json");
		assertThat(request.getHeader("Accept")).isEqualTo("application/json");
		assertThat(request.getHeaders().keys()).doesNotContain("Accept-Encoding", "Upgrade", "Expect", "Cookie");
	}

	@Test
	void aUnifiedStartNamesTheChannelInTheBody() {
		use(Telephones.with(this.settings, StartEndpoint.UNIFIED));
		answer("/v2/verifications", json(200, Telephones.STARTED));
		assertThat(send(Channel.WHATSAPP)).isEqualTo(STARTED);
		assertThat(requests().get(0).getBodyAsString())
			.isEqualTo("{\"phone_number\":\"+13125550100\",\"verify_profile_id\":\"" + Telephones.PROFILE
					+ "\",\"timeout_secs\":300,\"type\":\"whatsapp\"}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 405 })
	void autoTakesTheUnifiedFormWhereTheOtherIsMissingAndRemembersIt(int missing) {
		use(Telephones.with(this.settings, StartEndpoint.AUTO));
		answer("/v2/verifications/sms", json(missing, ""));
		answer("/v2/verifications", json(200, Telephones.STARTED));
		assertThat(send(Channel.SMS)).isEqualTo(STARTED);
		assertThat(send(Channel.SMS)).isEqualTo(STARTED);
		assertThat(requests()).extracting(LoggedRequest::getUrl)
			.containsExactly("/v2/verifications/sms", "/v2/verifications", "/v2/verifications");
	}

	@Test
	void autoStaysWithTheFormPerChannelOnceItAnswered() {
		use(Telephones.with(this.settings, StartEndpoint.AUTO));
		answer("/v2/verifications/sms", json(422, "{\"errors\":[]}"));
		assertThat(send(Channel.SMS)).isEqualTo(new SendAnswer.Refused(Reason.CHANNEL));
		answer("/v2/verifications/sms", json(404, ""));
		assertThat(send(Channel.SMS)).isEqualTo(MISCONFIGURED);
		assertThat(requests()).hasSize(2);
	}

	@Test
	void autoRemembersNothingWhereBothFormsAreMissing() {
		use(Telephones.with(this.settings, StartEndpoint.AUTO));
		assertThat(send(Channel.SMS)).isEqualTo(MISCONFIGURED);
		answer("/v2/verifications/sms", json(200, Telephones.STARTED));
		assertThat(send(Channel.SMS)).isEqualTo(STARTED);
		assertThat(requests()).extracting(LoggedRequest::getUrl)
			.containsExactly("/v2/verifications/sms", "/v2/verifications", "/v2/verifications/sms");
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 429, 503 })
	void autoDoesNotTakeTheRefusalOfAGatewayForAForm(int status) {
		use(Telephones.with(this.settings, StartEndpoint.AUTO));
		answer("/v2/verifications/sms", json(status, ""));
		assertThat(send(Channel.SMS)).isNotEqualTo(STARTED);
		answer("/v2/verifications/sms", json(404, ""));
		answer("/v2/verifications", json(200, Telephones.STARTED));
		assertThat(send(Channel.SMS)).isEqualTo(STARTED);
		assertThat(requests()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(value = StartEndpoint.class, names = { "PER_CHANNEL", "UNIFIED" })
	void aFixedFormIsNotChangedByA404(StartEndpoint form) {
		use(Telephones.with(this.settings, form));
		assertThat(send(Channel.SMS)).isEqualTo(MISCONFIGURED);
		assertThat(requests()).hasSize(1);
	}

	@Test
	@DisplayName("SEC-21 a check by phone escapes the plus sign and posts code and profile only")
	void aCheckByPhonePostsCodeAndProfileOnly() {
		answer(CHECK, json(200, Telephones.ACCEPTED));
		assertThat(check()).isEqualTo(CheckAnswer.ACCEPTED);
		assertThat(requests()).hasSize(1);
		assertThat(requests().get(0).getUrl()).isEqualTo(CHECK);
		assertThat(requests().get(0).getBodyAsString())
			.isEqualTo("{\"code\":\"739154\",\"verify_profile_id\":\"" + Telephones.PROFILE + "\"}");
	}

	@Test
	@DisplayName("SEC-03 a check by id posts the code only")
	void aCheckByIdPostsTheCodeOnly() {
		use(Telephones.with(this.settings, CheckBy.VERIFICATION_ID));
		answer("/v2/verifications/" + Telephones.VERIFICATION.value() + "/actions/verify",
				json(200, Telephones.ACCEPTED));
		assertThat(check()).isEqualTo(CheckAnswer.ACCEPTED);
		assertThat(requests().get(0).getBodyAsString()).isEqualTo("{\"code\":\"739154\"}");
	}

	@Test
	void aCheckByIdWithoutIdIsExpiredWithoutARequest() {
		use(Telephones.with(this.settings, CheckBy.VERIFICATION_ID));
		assertThat(this.client.check(Telephones.PHONE, null, Telephones.CODE)).isEqualTo(CheckAnswer.EXPIRED);
		assertThat(requests()).isEmpty();
	}

	@Test
	void aCheckByPhoneNeedsNoId() {
		answer(CHECK, json(200, Telephones.ACCEPTED));
		assertThat(this.client.check(Telephones.PHONE, null, Telephones.CODE)).isEqualTo(CheckAnswer.ACCEPTED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "123", "12345678901", "12345a", "1234 ", "１２３４５６", "\uD800" })
	@DisplayName("SEC-21 what cannot be a code is wrong and never leaves")
	void whatCannotBeACodeNeverLeaves(String code) {
		assertThat(this.client.check(Telephones.PHONE, Telephones.VERIFICATION, code)).isEqualTo(CheckAnswer.WRONG);
		assertThat(requests()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "200,rejected,WRONG", "200,expired,EXPIRED", "200,max_attempts_exceeded,LOCKED",
			"200,approved,UNAVAILABLE", "201,accepted,UNAVAILABLE", "400,accepted,WRONG", "422,accepted,WRONG",
			"404,accepted,EXPIRED", "410,accepted,EXPIRED", "401,accepted,MISCONFIGURED", "403,accepted,MISCONFIGURED",
			"429,accepted,UNAVAILABLE", "500,accepted,UNAVAILABLE", "503,accepted,UNAVAILABLE" })
	@DisplayName("SEC-58 every documented answer to a check is one verdict after one request")
	void everyDocumentedAnswerToACheckIsOneVerdict(int status, String code, CheckAnswer expected) {
		answer(CHECK, json(status, Telephones.ACCEPTED.replace("accepted", code)));
		assertThat(check()).isEqualTo(expected);
		assertThat(requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 408, 409, 429, 500, 502, 503, 504 })
	@DisplayName("SEC-47 no status makes a send go out twice")
	void noStatusMakesASendGoOutTwice(int status) {
		answer("/v2/verifications/sms",
				json(status, "{\"errors\":[{\"code\":\"40333\",\"title\":\"no\"}]}").withHeader("Retry-After", "86400")
					.withHeader("X-Should-Retry", "true")
					.withHeader("WWW-Authenticate", "Basic realm=\"a\""));
		assertThat(send(Channel.SMS)).isNotInstanceOf(SendAnswer.Accepted.class);
		assertThat(requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	@DisplayName("SEC-49 a redirect is not followed and its target never sees the key")
	void aRedirectIsNotFollowed(int status) throws Exception {
		try (RawServer other = new RawServer((socket, number) -> RawServer.answer(socket, Telephones.STARTED))) {
			answer("/v2/verifications/sms", json(status, "").withHeader("Location", other.uri() + "/elsewhere"));
			assertThat(send(Channel.SMS)).isEqualTo(MISCONFIGURED);
			assertThat(other.connections).hasValue(0);
			assertThat(requests()).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-49 a server whose certificate nobody vouches for gets no request")
	void anUntrustedServerGetsNoRequest() {
		use(Telephones.settings("https://127.0.0.1:" + telnyx.getHttpsPort() + "/v2"));
		answer("/v2/verifications/sms", json(200, Telephones.STARTED));
		assertThat(send(Channel.SMS)).isEqualTo(new SendAnswer.Refused(Reason.NEVER_LEFT));
		assertThat(check()).isEqualTo(CheckAnswer.NEVER_LEFT);
		assertThat(requests()).isEmpty();
	}

	@Test
	@DisplayName("SEC-49 cookies are not kept")
	void cookiesAreNotKept() {
		answer("/v2/verifications/sms", json(200, Telephones.STARTED).withHeader("Set-Cookie", "a=b; Path=/"));
		send(Channel.SMS);
		send(Channel.SMS);
		assertThat(requests().get(1).containsHeader("Cookie")).isFalse();
	}

	@Test
	@DisplayName("SEC-51 two content types are none")
	void twoContentTypesAreNone() {
		answer(CHECK,
				WireMock.aResponse()
					.withHeader("Content-Type", "application/json", "text/html")
					.withBody(Telephones.ACCEPTED));
		assertThat(check()).isEqualTo(CheckAnswer.UNAVAILABLE);
	}

	@Test
	void aVerificationCanBeReadAgain() {
		String path = "/v2/verifications/" + Telephones.VERIFICATION.value();
		telnyx.stubFor(WireMock.get(path).willReturn(json(200, Telephones.STARTED)));
		assertThat(this.client.retrieve(Telephones.VERIFICATION)).isEqualTo(VerificationStatus.PENDING);
		assertThat(this.client.retrieve(new VerificationId("1f8fad5b-d9cb-469f-a165-70867728950e")))
			.isEqualTo(VerificationStatus.UNKNOWN);
	}

	@Test
	@DisplayName("SEC-50 a key that rotates is used with the next call")
	void aKeyThatRotatesIsUsedWithTheNextCall() {
		String[] key = { "first" };
		use(new TelnyxSettings(this.settings.baseUri(), Secret.from(() -> key[0]), Telephones.PROFILE,
				StartEndpoint.PER_CHANNEL, CheckBy.PHONE_NUMBER, TelnyxSettings.Limits.DEFAULT));
		check();
		key[0] = "second";
		check();
		key[0] = "two\r\nlines";
		assertThat(check()).isEqualTo(CheckAnswer.NEVER_LEFT);
		assertThat(requests()).extracting((request) -> request.getHeader("Authorization"))
			.containsExactly("Bearer first", "Bearer second");
	}

	@Test
	void aClosedClientRefuses() {
		this.client.close();
		assertThat(send(Channel.SMS)).isEqualTo(new SendAnswer.Refused(Reason.NEVER_LEFT));
		assertThat(requests()).isEmpty();
	}

	private void use(TelnyxSettings settings) {
		this.client.close();
		this.client = Telephones.client(settings);
	}

	private SendAnswer send(Channel channel) {
		return this.client.send(Telephones.PHONE, channel, Duration.ofMinutes(5));
	}

	private CheckAnswer check() {
		return this.client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
	}

	private static void answer(String path, ResponseDefinitionBuilder response) {
		telnyx.stubFor(WireMock.post(WireMock.urlEqualTo(path)).willReturn(response));
	}

	private static ResponseDefinitionBuilder json(int status, String body) {
		return WireMock.aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(body);
	}

	private static List<LoggedRequest> requests() {
		return telnyx.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()));
	}

}
