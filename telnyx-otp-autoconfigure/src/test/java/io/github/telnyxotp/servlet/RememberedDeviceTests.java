package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.RememberedDevice;
import io.github.telnyxotp.flow.RememberedDevices;
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
 * A device that was remembered takes the place of the code of a login, and of no other.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = Vault.class,
		properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.remembered-device.enabled=true",
				"telnyx.otp.login.enabled=true", "telnyx.otp.phone.numbers.alice=+13125550199",
				"server.forward-headers-strategy=native", "telnyx.otp.fallback.wait.whatsapp=299s",
				"telnyx.otp.fallback.wait.sms=299s", "telnyx.otp.fallback.wait.call=299s",
				"telnyx.otp.step-up.rules[0].pattern=/transfer/**", "telnyx.otp.step-up.rules[1].pattern=/calls",
				"telnyx.otp.step-up.rules[1].remembered=true" })
class RememberedDeviceTests {

	private static final String PAGE = "/login/otp";

	private static final String SEND = "/login/otp/send";

	private static final String DEVICES = "/login/otp/devices";

	private static final String COOKIE = "otp-device";

	private static final String BOX = "name=\"remember\"";

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
	private Recorder events;

	@Autowired
	private RememberedDevices devices;

	@BeforeEach
	void reset() {
		this.clock.move(Duration.ZERO);
		List.of("alice", "adam").forEach(this.devices::forget);
		this.telnyx.reset();
		this.phones.reset();
		this.events.reset();
	}

	@Test
	@DisplayName("SEC-37 the device is not remembered unless the box is ticked, which it is not beforehand")
	void nothingIsRememberedUnasked() {
		Browser browser = half("alice");
		HttpResponse<String> page = browser.open(PAGE);
		assertThat(page.body()).contains(BOX, "Remember this device for 30 days").doesNotContain("checked");
		submit(browser);
		assertThat(browser.cookie(COOKIE)).isEmpty();
		assertThat(this.devices.list("alice")).isEmpty();
		again(browser, "alice");
		assertThat(this.telnyx.sent).hasSize(2);
	}

	@Test
	void rememberedDeviceTakesThePlaceOfTheCode() {
		Browser browser = remembered("alice");
		this.telnyx.reset();
		HttpResponse<String> page = browser.follow(again(browser, "alice"));
		assertThat(page.uri()).hasPath("/");
		assertThat(browser.get("/account").body())
			.isEqualTo("treasure of [FACTOR_PASSWORD, FACTOR_REMEMBERED_DEVICE, ROLE_USER]");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(names()).containsExactly("Remembered", "Recognised");
	}

	@Test
	void pageThatWasAskedForFollowsThePassword() {
		Browser browser = remembered("alice");
		browser.forget("JSESSIONID");
		browser.open("/letter?first=no");
		browser.get("/account");
		assertThat(browser.follow(browser.login("alice", Bank.PASSWORD)).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-37 the cookie is out of reach for scripts and other sites, and ends with the device")
	void cookieIsGuarded() {
		Browser browser = half("alice");
		HttpResponse<String> plain = browser.post(PAGE, tokenOf(browser), "code", FakeTelnyx.RIGHT, "remember", "true");
		assertThat(cookie(plain)).startsWith(COOKIE + "=")
			.contains("; Path=/", "; Max-Age=2592000", "; HttpOnly", "; SameSite=Lax")
			.doesNotContain("; Secure");
	}

	@Test
	@DisplayName("SEC-37 over TLS the cookie is secure and of this host alone")
	void cookieIsSecureOverTls() {
		Browser browser = half("alice");
		String form = "code=" + FakeTelnyx.RIGHT + "&remember=true&_csrf=" + tokenOf(browser);
		HttpResponse<String> secure = browser.send(browser.request(PAGE)
			.header("X-Forwarded-Proto", "https")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form)));
		assertThat(cookie(secure)).startsWith("__Host-" + COOKIE + "=").contains("; Secure", "; HttpOnly", "; Path=/");
	}

	@Test
	@DisplayName("SEC-37 the cookie of one account does nothing for another")
	void cookieOfAnotherAccountIsIgnored() {
		Browser browser = remembered("alice");
		String kept = browser.cookie(COOKIE);
		this.telnyx.reset();
		again(browser, "adam");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(browser.cookie(COOKIE)).isEqualTo(kept);
		again(browser, "alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-37 who was recognised passes nothing on to the next one in the same session")
	void recognitionIsOfOneAccount() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		this.telnyx.reset();
		browser.forget(COOKIE);
		browser.login("adam", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-37 a stolen cookie is nothing without the password")
	void cookieAloneIsNothing() {
		Browser thief = browser();
		thief.keep(COOKIE, remembered("alice").cookie(COOKIE));
		assertThat(Browser.location(thief.get("/account"))).isEqualTo("/login");
		assertThat(Browser.location(thief.get(DEVICES))).isEqualTo("/login");
		thief.login("alice", "wrong");
		assertThat(Browser.location(thief.get("/account"))).isEqualTo("/login");
		assertThat(names()).containsExactly("Remembered");
	}

	@Test
	@DisplayName("SEC-37 each use replaces the cookie, and a replaced one ends the device")
	void replacedCookieEndsTheDevice() {
		Browser browser = remembered("alice");
		String first = browser.cookie(COOKIE);
		again(browser, "alice");
		assertThat(browser.cookie(COOKIE)).isNotEqualTo(first);
		this.clock.move(Duration.ofSeconds(11));
		this.telnyx.reset();
		Browser thief = browser();
		thief.keep(COOKIE, first);
		thief.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(thief.get("/account"))).startsWith(PAGE);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(names()).containsExactly("Remembered", "Recognised", "Stolen");
		again(browser, "alice");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(this.devices.list("alice")).isEmpty();
	}

	@Test
	@DisplayName("SEC-39 a login that is posted many times at once is recognised each time and ends nothing")
	void doubleSubmittedLoginIsNoTheft() {
		Browser browser = remembered("alice");
		browser.forget("JSESSIONID");
		String token = Browser.token(browser.open("/login"));
		List<HttpResponse<String>> all = IntStream.range(0, 4)
			.mapToObj((each) -> browser.postLater("/login", token, "username", "alice", "password", Bank.PASSWORD))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		assertThat(all).anyMatch((response) -> response.headers().firstValue("Set-Cookie").isPresent());
		assertThat(names()).doesNotContain("Stolen");
		this.clock.move(Duration.ofMinutes(1));
		again(browser, "alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-37 requests at once right after the login all have the factor")
	void requestsAtOnceAllHaveTheFactor() throws Exception {
		Browser browser = remembered("alice");
		again(browser, "alice");
		try (Race race = new Race()) {
			assertThat(race.run(16, (each) -> () -> browser.get("/account").statusCode())).containsOnly(200);
		}
	}

	@Test
	@DisplayName("SEC-33 the factor holds in other chains, and on error pages")
	void factorHoldsEverywhere() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(browser.get("/api/box").body()).contains("FACTOR_REMEMBERED_DEVICE");
		assertThat(browser.get("/nowhere").statusCode()).isEqualTo(404);
	}

	@Test
	void codePageHasNothingMoreToAsk() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(Browser.location(browser.get(PAGE))).isEqualTo("/");
	}

	@Test
	void challengeThatWasOpenIsGivenUp() {
		String kept = remembered("alice").cookie(COOKIE);
		Browser browser = half("alice");
		browser.keep(COOKIE, kept);
		browser.login("alice", Bank.PASSWORD);
		assertThat(Browser.location(browser.get(PAGE))).isEqualTo("/");
	}

	@Test
	@DisplayName("SEC-58 while the phonebook fails nobody is recognised, and no device is forgotten")
	void phonebookThatFailsRecognisesNobody() {
		Browser browser = remembered("alice");
		this.phones.away.set(true);
		again(browser, "alice");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		this.phones.away.set(false);
		again(browser, "alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void formThatWasPostedGoesOnAfterTheCode() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(Browser.location(browser.post("/pay", tokenOf(browser), PAYMENT))).startsWith(PAGE);
		assertThat(submit(browser).body()).isEqualTo("paid 250 to DE89");
	}

	@Test
	@DisplayName("SEC-37 a device dies with the phone")
	void changedPhoneEndsTheDevice() {
		Browser browser = remembered("alice");
		this.phones.change("alice");
		this.telnyx.reset();
		again(browser, "alice");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(this.devices.list("alice")).isEmpty();
		assertThat(this.events.devices).last()
			.isInstanceOfSatisfying(OtpDeviceEvent.Forgotten.class,
					(event) -> assertThat(event.cause()).isEqualTo(OtpDeviceEvent.Cause.PHONE_CHANGED));
	}

	@Test
	@DisplayName("SEC-37 after thirty days a code is asked for, however often the device was used")
	void deviceExpires() {
		Browser browser = remembered("alice");
		this.clock.move(Duration.ofDays(29));
		assertThat(cookie(again(browser, "alice"))).containsPattern("Max-Age=8(6400|63[0-9]{2});");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
		String kept = browser.cookie(COOKIE);
		this.clock.move(Duration.ofDays(30).plusSeconds(60));
		browser.keep(COOKIE, kept);
		again(browser, "alice");
		assertThat(Browser.location(browser.get("/account"))).startsWith(PAGE);
		assertThat(this.devices.list("alice")).isEmpty();
	}

	@Test
	@DisplayName("SEC-37 a step-up asks for a code, and offers no box")
	void stepUpAsksForACode() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		this.telnyx.reset();
		assertThat(Browser.location(browser.get("/transfer"))).startsWith(PAGE);
		browser.submit(PAGE, SEND);
		assertThat(browser.open(PAGE).body()).contains("name=\"code\"").doesNotContain(BOX);
		String kept = browser.cookie(COOKIE);
		HttpResponse<String> done = browser
			.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "remember", "true"));
		assertThat(done.uri()).hasPath("/transfer");
		assertThat(done.body()).contains("FACTOR_PHONE_OTP,", "FACTOR_REMEMBERED_DEVICE");
		assertThat(browser.cookie(COOKIE)).isEqualTo(kept);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/transfer", "/payees", "/letter", "/stamp" })
	@DisplayName("SEC-37 no demand for a code is met by a device, whichever way it is made")
	void deviceMeetsNoDemandForACode(String path) {
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(Browser.location(browser.get(path))).startsWith(PAGE);
	}

	@Test
	@DisplayName("SEC-38 where a device counts, its age counts from when it was recognised")
	void deviceCountsWhereARuleSaysSo() {
		Browser browser = remembered("alice");
		this.clock.move(Duration.ofHours(1));
		again(browser, "alice");
		assertThat(browser.get("/calls").statusCode()).isEqualTo(200);
		this.clock.move(Duration.ofHours(1).plusMinutes(5));
		assertThat(Browser.location(browser.get("/calls"))).startsWith(PAGE);
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-36 who signs in by phone is offered no box and recognised by no device")
	void deviceIsNoSecondFactorBesideThePhone() {
		Browser browser = remembered("alice");
		browser.forget("JSESSIONID");
		HttpResponse<String> start = browser.submit("/login/phone", "/login/phone", "phone", "+13125550199");
		assertThat(browser.follow(start).body()).doesNotContain(BOX);
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "remember", "true");
		assertThat(Browser.location(browser.get("/account"))).startsWith("/login");
		assertThat(names()).containsExactly("Remembered");
	}

	@Test
	void logoutKeepsTheDevice() {
		Browser browser = remembered("alice");
		browser.post("/logout", tokenOf(browser));
		assertThat(Browser.location(browser.get("/account"))).isEqualTo("/login");
		browser.login("alice", Bank.PASSWORD);
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void deviceThatIsRememberedAgainTakesThePlaceOfTheFormer() {
		Browser browser = remembered("alice");
		browser.forget("JSESSIONID");
		String kept = browser.cookie(COOKIE);
		browser.forget(COOKIE);
		browser.login("alice", Bank.PASSWORD);
		browser.keep(COOKIE, kept);
		remember(browser);
		assertThat(this.devices.list("alice")).hasSize(1);
		assertThat(this.events.devices).anyMatch((event) -> event instanceof OtpDeviceEvent.Forgotten forgotten
				&& forgotten.cause() == OtpDeviceEvent.Cause.REPLACED);
	}

	@Test
	void peopleSeeTheirDevicesAndForgetOne() {
		Browser other = remembered("alice");
		Browser browser = remembered("alice");
		remembered("adam");
		HttpResponse<String> page = browser.open(DEVICES);
		assertThat(page.body()).contains("Remembered devices", "This device", "Forget all devices");
		assertThat(references(page)).hasSize(2);
		RememberedDevice first = this.devices.list("alice").get(1);
		HttpResponse<String> shorter = browser
			.follow(browser.post(DEVICES, Browser.token(page), "device", first.reference()));
		assertThat(references(shorter)).hasSize(1).doesNotContain(first.reference());
		again(other, "alice");
		assertThat(Browser.location(other.get("/account"))).startsWith(PAGE);
		again(browser, "alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void peopleForgetAllTheirDevicesAndNobodyElses() {
		remembered("alice");
		Browser browser = remembered("alice");
		remembered("adam");
		browser.submit(DEVICES, DEVICES, "device", "all");
		assertThat(this.devices.list("alice")).isEmpty();
		assertThat(this.devices.list("adam")).hasSize(1);
		assertThat(browser.open(DEVICES).body()).contains("No device is remembered");
	}

	@Test
	@DisplayName("SEC-24 nobody forgets a device of another account")
	void deviceOfAnotherAccountStays() {
		remembered("adam");
		Browser browser = remembered("alice");
		browser.submit(DEVICES, DEVICES, "device", this.devices.list("adam").get(0).reference());
		assertThat(this.devices.list("adam")).hasSize(1);
	}

	@Test
	@DisplayName("SEC-33 who has given the password alone sees and forgets nothing")
	void devicesNeedBothFactors() {
		remembered("alice");
		Browser browser = half("alice");
		assertThat(Browser.location(browser.get(DEVICES))).startsWith(PAGE);
		browser.post(DEVICES, tokenOf(browser), "device", "all");
		assertThat(this.devices.list("alice")).hasSize(1);
		browser.get(DEVICES);
		assertThat(submit(browser).uri()).hasPath(DEVICES);
	}

	@Test
	@DisplayName("SEC-63 another site forgets nothing")
	void anotherSiteForgetsNothing() {
		Browser browser = remembered("alice");
		HttpResponse<String> answer = browser.post(DEVICES, "", "device", "all");
		assertThat(Browser.location(answer)).isEqualTo(DEVICES + "?error=outdated");
		assertThat(browser.follow(answer).body()).contains("out of date");
		assertThat(this.devices.list("alice")).hasSize(1);
	}

	@Test
	void recognisedDeviceOpensTheListOfDevices() {
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(browser.get(DEVICES).statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-37 pages, replies and events have no token")
	void tokenIsNowhere() {
		Browser browser = remembered("alice");
		String[] token = browser.cookie(COOKIE).split("\\.");
		String all = browser.open(DEVICES).body() + browser.accepting("application/json").get(DEVICES).body()
				+ this.events.devices + this.devices.list("alice");
		assertThat(all).doesNotContain(token);
	}

	@Test
	void programRemembersListsAndForgets() {
		Browser browser = half("alice");
		String token = tokenOf(browser);
		browser.accepting("application/json");
		String code = "{\"code\":\"" + FakeTelnyx.RIGHT + "\",\"remember\":";
		assertThat(browser.postJson(PAGE, token, code + "\"true\"}").statusCode()).isEqualTo(400);
		assertThat(browser.postJson(PAGE, token, code + "true}").statusCode()).isEqualTo(200);
		String reference = this.devices.list("alice").get(0).reference();
		assertThat(browser.get(DEVICES).body()).contains("\"device\":\"" + reference + "\"", "\"current\":true",
				"\"expires\":\"");
		String renewed = tokenOf(browser);
		browser.accepting("application/json");
		assertThat(browser.postJson(DEVICES, renewed, "{\"devices\":\"all\"}").statusCode()).isEqualTo(400);
		assertThat(browser.postJson(DEVICES, renewed, "{\"device\":\"" + reference + "\"}").body())
			.isEqualTo("{\"devices\":[]}");
	}

	@Test
	@DisplayName("SEC-23 a box with another value is malformed, and nobody is signed in")
	void otherValueOfTheBoxIsMalformed() {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "remember", "maybe")))
			.isEqualTo(PAGE + "?error=malformed");
		assertThat(this.telnyx.checked).isEmpty();
	}

	@Test
	void listenerThatFailsChangesNothing() {
		this.events.angry.set(true);
		Browser browser = remembered("alice");
		again(browser, "alice");
		assertThat(browser.get("/account").statusCode()).isEqualTo(200);
	}

	private List<String> names() {
		return this.events.devices.stream().map((event) -> event.getClass().getSimpleName()).toList();
	}

	private static List<String> references(HttpResponse<String> page) {
		return Pattern.compile("name=\"device\" value=\"([0-9a-f]{12})\"")
			.matcher(page.body())
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	private static String cookie(HttpResponse<String> response) {
		return response.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter((each) -> each.contains(COOKIE))
			.findFirst()
			.orElse("");
	}

	private Browser browser() {
		return new Browser(this.port);
	}

	private Browser half(String user) {
		Browser browser = browser();
		browser.login(user, Bank.PASSWORD);
		return browser;
	}

	/** Has given both and had the device remembered. */
	private Browser remembered(String user) {
		Browser browser = half(user);
		remember(browser);
		assertThat(browser.cookie(COOKIE)).isNotEmpty();
		return browser;
	}

	private static void remember(Browser browser) {
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT, "remember", "true");
	}

	/** Comes back another day, when the session is over. */
	private static HttpResponse<String> again(Browser browser, String user) {
		browser.forget("JSESSIONID");
		return browser.login(user, Bank.PASSWORD);
	}

	private static HttpResponse<String> submit(Browser browser) {
		return browser.follow(browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT));
	}

	/** The token of the session, from a page that is always there. */
	private static String tokenOf(Browser browser) {
		return Browser.token(browser.accepting("text/html").open("/logout"));
	}

}
