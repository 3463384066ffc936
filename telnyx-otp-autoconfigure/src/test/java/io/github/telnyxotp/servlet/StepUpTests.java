package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.telnyxotp.Channel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A fresh code before something sensitive, and a code for one action alone.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = Vault.class,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.fallback.wait.whatsapp=299s",
				"telnyx.otp.fallback.wait.sms=299s", "telnyx.otp.fallback.wait.call=299s",
				"telnyx.otp.step-up.rules[0].pattern=/transfer/**", "telnyx.otp.step-up.rules[1].pattern=/admin/**",
				"telnyx.otp.step-up.rules[2].pattern=/calls", "telnyx.otp.step-up.rules[2].channels=call",
				"telnyx.otp.step-up.rules[3].pattern=/open/box", "telnyx.otp.step-up.rules[3].max-age=1h",
				"telnyx.otp.step-up.rules[4].pattern=/api/box" })
class StepUpTests {

	private static final String PAGE = "/login/otp";

	private static final String SEND = "/login/otp/send";

	private static final String[] PAYMENT = { "amount", "250", "iban", "DE89" };

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private SettableClock clock;

	@Autowired
	private Vault.Desk desk;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.clock.move(Duration.ZERO);
		this.desk.done().clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/transfer", "/payees", "/letter", "/stamp" })
	@DisplayName("SEC-38 an old factor is asked for again, and the page that was asked for follows")
	void oldFactorIsProvedAgain(String path) {
		Browser browser = stale("alice");
		assertThat(Browser.location(browser.get(path))).startsWith(PAGE).contains("factor.reason=expired");
		assertThat(prove(browser).uri()).hasPath(path);
		assertThat(browser.get(path).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-38 a factor is fresh for five minutes and no longer")
	void ageIsExact() {
		Browser browser = whole("alice");
		this.clock.move(Duration.ofSeconds(290));
		assertThat(browser.get("/transfer").statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofMinutes(5));
		assertThat(browser.get("/transfer").statusCode()).isEqualTo(302);
	}

	@Test
	void factorIsReplacedAndNotAdded() {
		Browser browser = stale("alice");
		browser.get("/transfer");
		String authorities = prove(browser).body();
		assertThat(Pattern.compile("FACTOR_PHONE_OTP[,\\]]").matcher(authorities).results()).hasSize(1);
		assertThat(authorities).contains("FACTOR_PASSWORD");
	}

	@Test
	@DisplayName("SEC-63 the page of a step-up sends nothing before it is asked to")
	void pageSendsNothing() {
		Browser browser = stale("alice");
		browser.open("/transfer");
		browser.open("/transfer");
		assertThat(this.telnyx.sent).isEmpty();
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/keys", "/seal" })
	void whoLacksTheRoleIsRefusedBeforeAMessageIsPaidFor(String path) {
		assertThat(stale("alice").get(path).statusCode()).isEqualTo(403);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void whoIsNotSignedInGoesToTheLoginFirst() {
		assertThat(Browser.location(browser().get("/open/box"))).isEqualTo("/login");
	}

	@Test
	void codeOfTheLoginIsFreshEnough() {
		Browser browser = half("alice");
		browser.get("/open/box");
		assertThat(submit(browser).uri()).hasPath("/open/box");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-02 the code of a login does not serve a step-up")
	void codeOfLoginDoesNotServe() {
		Browser browser = stale("alice");
		browser.get("/transfer");
		assertThat(Browser.location(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT))).contains("?error=");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void formThatWasPostedGoesOnAfterTheCode() {
		Browser browser = whole("alice");
		String token = tokenOf(browser);
		this.clock.move(Duration.ofMinutes(6));
		this.telnyx.reset();
		assertThat(Browser.location(browser.post("/transfer", token, "amount", "70"))).startsWith(PAGE);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.desk.done()).isEmpty();
		assertThat(submit(browser).body()).isEqualTo("transferred 70");
		assertThat(this.desk.done()).containsExactly("transfer 70");
	}

	@Test
	void formGoesOnOnceAndNotBeforeTheCode() {
		Browser browser = stale("alice");
		String token = tokenOf(browser);
		browser.post("/transfer", token, "amount", "70");
		browser.get("/transfer?continue");
		assertThat(this.desk.done()).isEmpty();
		browser.post("/transfer", token, "amount", "70");
		submit(browser);
		browser.get("/transfer?continue");
		assertThat(this.desk.done()).containsExactly("transfer 70");
	}

	@Test
	void formOfAPageDoesNotGoOnAfterTheCodeOfAProgram() {
		Browser browser = stale("alice");
		String token = tokenOf(browser);
		browser.post("/transfer", token, "amount", "70");
		browser.accepting("application/json").postJson(PAGE, token, "{\"code\":\"" + FakeTelnyx.RIGHT + "\"}");
		browser.accepting("text/html");
		assertThat(browser.get("/transfer?continue").body()).startsWith("treasure");
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	void messageGoesOverTheChannelsOfTheNewestRule() {
		Browser browser = stale("alice");
		browser.get("/transfer");
		browser.submit(PAGE, SEND);
		later(Duration.ofSeconds(31));
		browser.get("/calls");
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.CALL);
	}

	@Test
	@DisplayName("SEC-35 the form of one account never goes on as another")
	void formOfAnotherAccountIsLost() {
		Browser browser = stale("alice");
		browser.post("/transfer", tokenOf(browser), "amount", "70");
		browser.login("adam", Bank.PASSWORD);
		submit(browser);
		browser.get("/transfer?continue");
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	void onlyTheChannelsOfTheRuleCount() {
		Browser browser = whole("alice");
		this.telnyx.reset();
		assertThat(browser.get("/calls").statusCode()).isEqualTo(302);
		assertThat(prove(browser).body()).contains("FACTOR_PHONE_OTP_CALL");
		assertThat(this.telnyx.sent).containsExactly(Channel.CALL);
	}

	@Test
	@DisplayName("SEC-38 a code opens the action it was for, once")
	void codeOpensItsActionOnce() {
		Browser browser = whole("alice");
		pay(browser, PAYMENT);
		assertThat(browser.open(PAGE).body()).contains("You approve", "250 EUR to DE89");
		assertThat(submit(browser).body()).isEqualTo("paid 250 to DE89");
		assertThat(Browser.location(pay(browser, PAYMENT))).startsWith(PAGE);
		assertThat(this.desk.done()).containsExactly("250 to DE89");
	}

	@ParameterizedTest
	@ValueSource(strings = { "251|DE89", "250|DE88", "250|DE89 ", "|250DE89", "25|0DE89" })
	@DisplayName("SEC-38 whatever is changed after the approval makes another action")
	void changedActionIsRefused(String changed) {
		Browser browser = approved("alice");
		String[] parts = changed.split("\\|");
		assertThat(Browser.location(pay(browser, "amount", parts[0], "iban", parts[1]))).startsWith(PAGE);
		assertThat(this.desk.done()).isEmpty();
		pay(browser, PAYMENT);
		assertThat(this.desk.done()).containsExactly("250 to DE89");
	}

	@Test
	@DisplayName("SEC-39 another amount gets no message within the pause, and its page says when")
	void anotherAmountWaitsForItsMessage() {
		Browser browser = stale("alice");
		pay(browser, PAYMENT);
		HttpResponse<String> other = pay(browser, "amount", "9000", "iban", "DE89");
		assertThat(Browser.location(other)).isEqualTo(PAGE + "?error=too-soon&after=30");
		assertThat(browser.follow(other).body()).contains("9000 EUR to DE89", "another code in 30 s");
		assertThat(this.telnyx.sent).hasSize(1);
		submit(browser);
		assertThat(this.telnyx.checked).as("the code for the other amount").isEmpty();
		pay(browser, PAYMENT);
		assertThat(this.telnyx.sent).as("the first amount goes on").hasSize(1);
		assertThat(submit(browser).body()).isEqualTo("paid 250 to DE89");
	}

	@Test
	@DisplayName("SEC-39 after the pause another amount gets its message")
	void anotherAmountAfterThePause() {
		Browser browser = stale("alice");
		pay(browser, PAYMENT);
		later(Duration.ofSeconds(31));
		pay(browser, "amount", "9000", "iban", "DE89");
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	@DisplayName("SEC-38 a fresh factor alone approves nothing")
	void freshFactorApprovesNothing() {
		assertThat(Browser.location(pay(whole("alice"), PAYMENT))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-38 an approval ends a minute after its challenge")
	void approvalEnds() {
		Browser browser = approved("alice");
		this.clock.move(Duration.ofMinutes(6));
		assertThat(Browser.location(pay(browser, PAYMENT))).startsWith(PAGE);
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	@DisplayName("SEC-38 an approval of one account opens nothing for another")
	void approvalOfAnotherAccountIsRefused() {
		Browser browser = approved("alice");
		browser.login("adam", Bank.PASSWORD);
		submit(browser);
		assertThat(Browser.location(pay(browser, PAYMENT))).startsWith(PAGE);
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	@DisplayName("SEC-04 of many who use one approval at once one succeeds")
	void approvalIsUsedOnceByMany() {
		for (int round = 0; round < 20; round++) {
			this.phones.reset();
			this.desk.done().clear();
			Browser browser = approved("alice");
			String token = tokenOf(browser);
			List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 16)
				.mapToObj((each) -> browser.postLater("/pay", token, PAYMENT))
				.toList();
			all.forEach(CompletableFuture::join);
			assertThat(this.desk.done()).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-12 who is locked out is not let in by another action")
	void lockHoldsForOtherActions() {
		Browser browser = whole("alice");
		pay(browser, PAYMENT);
		IntStream.range(0, 5).forEach((each) -> browser.submit(PAGE, PAGE, "code", "000000"));
		this.telnyx.reset();
		pay(browser, "amount", "251", "iban", "DE89");
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void whoSignsInAgainBeginsAnew() {
		Browser browser = stale("alice");
		browser.post("/transfer", tokenOf(browser), "amount", "70");
		browser.login("alice", Bank.PASSWORD);
		later(Duration.ofSeconds(31));
		browser.post(SEND, tokenOf(browser));
		browser.follow(browser.post(PAGE, tokenOf(browser), "code", FakeTelnyx.RIGHT));
		assertThat(browser.get("/transfer?continue").body()).startsWith("treasure");
		assertThat(this.desk.done()).isEmpty();
	}

	@Test
	@DisplayName("SEC-38 a rule of the chain lets an approved request through to its end, once")
	void approvedRequestIsDoneOnce() {
		Browser browser = whole("alice");
		String token = tokenOf(browser);
		browser.post("/order", token, "amount", "9");
		assertThat(browser.open(PAGE).body()).contains("Order for 9");
		assertThat(submit(browser).body()).isEqualTo("ordered 9");
		assertThat(Browser.location(browser.post("/order", tokenOf(browser), "amount", "9"))).startsWith(PAGE);
		assertThat(this.desk.done()).containsExactly("order 9");
	}

	@Test
	@DisplayName("SEC-38 a message over another channel does not meet a rule that names one")
	void codeOfAnotherChannelDoesNotCount() {
		Browser browser = stale("alice");
		browser.get("/transfer");
		browser.submit(PAGE, SEND);
		this.clock.move(Duration.ofMinutes(11));
		browser.submit(PAGE, SEND, "channel", "call");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.CALL);
		browser.get("/calls");
		submit(browser);
		assertThat(browser.get("/calls").statusCode()).isEqualTo(302);
	}

	@Test
	void codeThatMayHaveComeOverEitherChannelCountsForBoth() {
		Browser browser = stale("alice");
		browser.get("/transfer");
		browser.submit(PAGE, SEND);
		this.clock.move(Duration.ofMinutes(11));
		browser.submit(PAGE, SEND, "channel", "call");
		assertThat(submit(browser).body()).contains("FACTOR_PHONE_OTP_WHATSAPP_OR_CALL");
		assertThat(browser.get("/calls").statusCode()).isEqualTo(302);
	}

	@Test
	void whatAPageFetchesInTheBackgroundTakesNoApprovalAway() {
		Browser browser = whole("alice");
		pay(browser, PAYMENT);
		this.clock.move(Duration.ofMinutes(4));
		browser.accepting("application/json").get("/calls");
		browser.accepting("text/html");
		assertThat(submit(browser).body()).isEqualTo("paid 250 to DE89");
	}

	@Test
	void programIsToldWhatToDo() {
		Browser browser = stale("alice");
		String token = tokenOf(browser);
		browser.accepting("application/json");
		assertThat(browser.get("/transfer").body()).contains("\"reason\":\"expired\"", "\"max_age\":300",
				"\"send\":\"/login/otp/send\"");
		HttpResponse<String> refused = browser.post("/pay", token, PAYMENT);
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).contains("\"approval\":\"250 EUR to DE89\"", "\"reason\":\"missing\"");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void programRepeatsItsRequestAfterTheCode() {
		Browser browser = whole("alice");
		String token = tokenOf(browser);
		browser.accepting("application/json").post("/pay", token, PAYMENT);
		assertThat(browser.postJson(SEND, token, "{}").statusCode()).isEqualTo(202);
		assertThat(browser.postJson(PAGE, token, "{\"code\":\"" + FakeTelnyx.RIGHT + "\"}").statusCode())
			.isEqualTo(200);
		String renewed = tokenOf(browser);
		assertThat(browser.accepting("application/json").post("/pay", renewed, PAYMENT).body())
			.isEqualTo("paid 250 to DE89");
	}

	@Test
	void ruleHoldsInChainsOfProgramsToo() {
		Browser program = browser().accepting("application/json");
		HttpResponse<String> response = program
			.send(program.request("/api/box").header("Authorization", "Basic YWxpY2U6c2VjcmV0"));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).contains("factor-required", "\"max_age\":300");
	}

	private HttpResponse<String> pay(Browser browser, String... payment) {
		return browser.post("/pay", tokenOf(browser), payment);
	}

	/** Has approved the payment, which was not done yet. */
	private Browser approved(String user) {
		Browser browser = whole(user);
		pay(browser, PAYMENT);
		HttpResponse<String> done = browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		assertThat(Browser.location(done)).startsWith("/pay");
		return browser;
	}

	/** Asks for the code of a step-up and gives it. */
	private HttpResponse<String> prove(Browser browser) {
		browser.submit(PAGE, SEND);
		return submit(browser);
	}

	private static HttpResponse<String> submit(Browser browser) {
		return browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT));
	}

	private Browser browser() {
		return new Browser(this.port);
	}

	private Browser half(String user) {
		Browser browser = browser();
		browser.login(user, Bank.PASSWORD);
		return browser;
	}

	private Browser whole(String user) {
		Browser browser = half(user);
		submit(browser);
		return browser;
	}

	/** Has proved the phone, but too long ago. */
	private Browser stale(String user) {
		Browser browser = whole(user);
		this.clock.move(Duration.ofMinutes(10));
		this.telnyx.reset();
		return browser;
	}

	/** After {@link #stale}. */
	private void later(Duration by) {
		this.clock.move(Duration.ofMinutes(10).plus(by));
	}

	/** The token of the session, from a page that is always there. */
	private static String tokenOf(Browser browser) {
		return Browser.token(browser.accepting("text/html").open("/logout"));
	}

}
