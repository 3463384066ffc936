package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import io.github.telnyxotp.phonebook.PhoneNumberRefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody binds a number to the own account, or another one in its place.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, EnrolmentTests.Accounts.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.denied-countries=CA" })
class EnrolmentTests extends BankTests {

	private static final String ENROL = "/login/otp/phone";

	private static final String BLOCKED = "+14165550123";

	@Autowired
	private Registry registry;

	@BeforeEach
	void forget() {
		this.registry.changes.clear();
		this.registry.failure.set(null);
		this.users.updateUser(Bank.user("carol", "GROUP_USER"));
	}

	@Test
	@DisplayName("SEC-40 who has no number reaches the enrolment, and then the page first asked for")
	void whoHasNoNumberEnrolsOne() {
		Browser browser = half("carol");
		HttpResponse<String> page = walk(browser, "/account");
		assertThat(page.uri()).hasPath(ENROL);
		assertThat(page.body()).contains("Add your phone number", "its SIM card", "Sign out");
		PhoneNumber phone = this.phones.free();
		assertThat(Browser.location(ask(browser, phone))).isEqualTo(PAGE);
		assertThat(this.telnyx.phones).containsExactly(phone);
		assertThat(browser.get(PAGE).body()).contains(phone.masked(), "Use another number")
			.doesNotContain(phone.value());
		HttpResponse<String> done = browser.follow(submit(browser, FakeTelnyx.RIGHT));
		assertThat(done.uri()).hasPath("/account");
		assertThat(done.body()).contains("FACTOR_PASSWORD", "FACTOR_PHONE_OTP");
		assertThat(this.registry.changes).containsExactly(new Change("carol", List.of(), phone));
	}

	@Test
	@DisplayName("SEC-40 a number is changed after a fresh proof of the old one, and the old one can be told")
	void numberIsChanged() {
		PhoneNumber before = this.phones.of("alice");
		Browser browser = whole("alice");
		assertThat(browser.get(ENROL).body()).contains("Change your phone number", before.masked())
			.doesNotContain(before.value());
		PhoneNumber phone = this.phones.free();
		ask(browser, phone);
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo("/");
		assertThat(this.registry.changes).containsExactly(new Change("alice", List.of(before), phone));
		assertThat(changes()).singleElement().satisfies((event) -> {
			assertThat(event.before()).containsExactly(before.masked());
			assertThat(event.phone()).isEqualTo(phone.masked());
			assertThat(event.owner().subject()).isEqualTo("alice");
			assertThat(event.owner().purpose()).isEqualTo(Purpose.ENROLMENT);
			assertThat(event.toString()).doesNotContain(before.value(), phone.value());
		});
		this.telnyx.reset();
		half("alice");
		assertThat(this.telnyx.phones).containsExactly(phone);
	}

	@Test
	@DisplayName("SEC-40 an old session must prove the old number before it changes it")
	void oldSessionProvesTheNumberFirst() {
		Browser browser = whole("alice");
		String token = Browser.token(browser.get(ENROL));
		this.clock.move(Duration.ofMinutes(6));
		this.telnyx.reset();
		assertThat(Browser.location(browser.get(ENROL))).startsWith(PAGE + "?").contains("factor.reason=expired");
		assertThat(Browser.location(browser.post(ENROL, token, "phone", "+13125550000"))).isEqualTo(ENROL);
		HttpResponse<String> told = browser.accepting(JSON).postJson(ENROL, token, body("+13125550000"));
		assertThat(told.statusCode()).isEqualTo(401);
		assertThat(told.body()).contains("factor-required", "\"max_age\":300");
		assertThat(browser.get("/open/session").body()).doesNotContain("3125550000");
		assertThat(this.telnyx.sent).isEmpty();
		browser.accepting("text/html").get(ENROL);
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.phones).containsExactly(this.phones.of("alice"));
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).uri()).hasPath(ENROL);
	}

	@Test
	@DisplayName("SEC-33 the password alone changes no number")
	void passwordAloneChangesNothing() {
		Browser browser = half("alice");
		assertThat(Browser.location(browser.get(ENROL))).startsWith(PAGE);
		assertThat(Browser.location(browser.post(ENROL, token(browser), "phone", "+13125550000"))).isEqualTo(ENROL);
		assertThat(this.telnyx.phones).containsExactly(this.phones.of("alice"));
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).uri()).hasPath(ENROL);
	}

	@Test
	@DisplayName("SEC-40 a first number needs a fresh sign-in")
	void firstNumberNeedsAFreshSignIn() {
		Browser browser = half("carol");
		String token = Browser.token(browser.get(ENROL));
		this.clock.move(Duration.ofMinutes(16));
		assertThat(Browser.location(browser.post(ENROL, token, "phone", "+13125550000"))).isEqualTo(ENROL);
		HttpResponse<String> login = walk(browser, "/account");
		assertThat(login.uri()).hasPath("/login");
		assertThat(login.body()).contains("name=\"username\"");
		assertThat(this.telnyx.sent).isEmpty();
		this.clock.move(Duration.ZERO);
		assertThat(browser.follow(browser.login("carol", Bank.PASSWORD)).uri()).hasPath(ENROL);
	}

	@Test
	void whoIsNotSignedInGoesToTheLogin() {
		assertThat(Browser.location(browser().get(ENROL))).isEqualTo("/login");
		Browser browser = browser();
		String token = Browser.token(browser.get("/login"));
		assertThat(Browser.location(browser.post(ENROL, token, "phone", "+13125550000"))).isEqualTo(ENROL);
		assertThat(browser.accepting(JSON).postJson(ENROL, token, body("+13125550000")).statusCode()).isIn(401, 302);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-40 a sign-in of no known age enrols nothing, and is not sent in a circle")
	void signInWithoutAgeEnrolsNothing() {
		Browser browser = browser();
		browser.get("/open/ticket");
		this.phones.remove("ticket");
		assertThat(walk(browser, "/account").body()).contains("No phone number on file");
		assertThat(browser.get(ENROL).statusCode()).isEqualTo(403);
		assertThat(this.registry.changes).isEmpty();
	}

	@Test
	@DisplayName("SEC-63 showing sends nothing and changes nothing")
	void showingDoesNothing() {
		Browser browser = half("carol");
		for (int each = 0; each < 3; each++) {
			assertThat(browser.get(ENROL + "?phone=%2B13125550000&code=" + FakeTelnyx.RIGHT).statusCode())
				.isEqualTo(200);
		}
		HttpRequest.Builder head = browser.request(ENROL + "?phone=%2B13125550000");
		assertThat(browser.send(head.method("HEAD", HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(200);
		ask(browser, this.phones.free());
		this.telnyx.reset();
		browser.get(PAGE + "?code=" + FakeTelnyx.RIGHT);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.telnyx.checked).isEmpty();
		assertThat(this.registry.changes).isEmpty();
		assertThat(browser.send(browser.request(ENROL).method("PUT", HttpRequest.BodyPublishers.noBody())).statusCode())
			.isEqualTo(405);
	}

	@Test
	@DisplayName("SEC-40 a post without the token of the session does nothing")
	void postWithoutTokenDoesNothing() {
		Browser browser = half("carol");
		assertThat(Browser.location(browser.post(ENROL, "", "phone", "+13125550000")))
			.isEqualTo(ENROL + "?error=outdated");
		assertThat(browser.accepting(JSON).postJson(ENROL, "", body("+13125550000")).statusCode()).isEqualTo(403);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-40 nobody can name another account")
	void accountIsTheOwnOne() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		browser.submit(ENROL, ENROL + "?user=alice", "phone", phone.value(), "username", "alice", "id", "1");
		browser.submit(PAGE, PAGE + "?user=alice", "code", FakeTelnyx.RIGHT, "username", "alice", "phone",
				"+13125559999");
		assertThat(this.registry.changes).containsExactly(new Change("carol", List.of(), phone));
		String token = Browser.token(browser.get(ENROL));
		assertThat(browser.accepting(JSON)
			.postJson(ENROL, token, "{\"phone\":\"" + phone.value() + "\",\"user\":\"alice\"}")
			.statusCode()).isEqualTo(400);
	}

	@Test
	@DisplayName("SEC-12 wrong codes lock, and bind nothing")
	void wrongCodesLock() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		ask(browser, phone);
		assertThat(Browser.location(submit(browser, FakeTelnyx.WRONG))).isEqualTo(PAGE + "?error=wrong");
		String token = token(browser);
		IntStream.range(0, 4).forEach((each) -> browser.post(PAGE, token, "code", FakeTelnyx.WRONG));
		assertThat(Browser.location(browser.post(PAGE, token, "code", FakeTelnyx.RIGHT))).contains("error=closed");
		assertThat(browser.get(PAGE).body()).contains("Too many wrong codes");
		assertThat(Browser.location(ask(browser, phone))).startsWith(ENROL + "?error=too-soon");
		assertThat(this.telnyx.checked).hasSize(5);
		assertThat(this.registry.changes).isEmpty();
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
	}

	@Test
	@DisplayName("SEC-24 the number is that of the challenge, and another number is another challenge")
	void numberIsFrozen() {
		Browser browser = half("carol");
		PhoneNumber mistyped = this.phones.free();
		PhoneNumber phone = this.phones.free();
		ask(browser, mistyped);
		String token = token(browser);
		ask(browser, phone);
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT, "phone", mistyped.value());
		assertThat(this.registry.changes).containsExactly(new Change("carol", List.of(), phone));
	}

	@Test
	@DisplayName("SEC-24 a number that the account has got meanwhile is not replaced")
	void numberOfMeanwhileStays() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.phones.change("carol");
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).contains("error=stale");
		assertThat(this.registry.changes).isEmpty();
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
	}

	@Test
	@DisplayName("SEC-40 a number that the account cannot have grants nothing, and another one can be typed")
	void refusedNumberGrantsNothing() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.registry.failure.set(new PhoneNumberRefusedException("Another account has it"));
		HttpResponse<String> answer = submit(browser, FakeTelnyx.RIGHT);
		assertThat(Browser.location(answer)).isEqualTo(ENROL + "?error=destination");
		assertThat(browser.follow(answer).body()).contains("This number cannot be used.");
		assertThat(walk(browser, "/account").uri()).hasPath(ENROL);
		assertThat(changes()).isEmpty();
		this.registry.failure.set(null);
		ask(browser, this.phones.free());
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).body()).contains("FACTOR_PHONE_OTP");
	}

	@Test
	@DisplayName("SEC-33 a sign-in whose number was refused still owes the factor in other chains")
	void refusedNumberStaysOwed() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.registry.failure.set(new PhoneNumberRefusedException("Another account has it"));
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(browser.get("/api/account").body()).doesNotContain("treasure");
	}

	@Test
	@DisplayName("SEC-26 a number of somebody else gets the same answer")
	void numberOfSomebodyElseGetsTheSameAnswer() {
		List<String> answers = new ArrayList<>();
		for (PhoneNumber phone : List.of(this.phones.of("adam"), this.phones.free())) {
			Browser browser = half("carol");
			String token = Browser.token(browser.get(ENROL));
			HttpResponse<String> form = browser.post(ENROL, token, "phone", phone.value());
			HttpResponse<String> json = browser.accepting(JSON).postJson(ENROL, token, body(phone.value()));
			answers.add(form.statusCode() + Browser.location(form) + json.statusCode()
					+ json.body().replaceAll("•[0-9]{2}", "•--").replaceAll("Seconds\":[0-9]+", "Seconds\":-"));
		}
		assertThat(answers.get(0)).isEqualTo(answers.get(1)).contains("302", "202");
	}

	@Test
	void applicationThatFailsGrantsNothingAndIsAskedAgain() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		ask(browser, phone);
		this.registry.failure.set(new IllegalStateException("The database is away"));
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=unavailable");
		assertThat(browser.get("/account").statusCode()).isEqualTo(302);
		assertThat(changes()).isEmpty();
		this.registry.failure.set(null);
		assertThat(Browser.location(browser.submit(PAGE, SEND))).isEqualTo(ENROL + "?error=closed");
		ask(browser, phone);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(this.registry.changes).containsExactly(new Change("carol", List.of(), phone));
	}

	@ParameterizedTest
	@CsvSource({ "channel, sms", "phone, 1" })
	@DisplayName("SEC-40 once the challenge is over the number is typed again, by somebody who still may")
	void overChallengeSendsNothingMore(String field, String value) {
		Browser browser = whole("alice");
		ask(browser, this.phones.free());
		String token = token(browser);
		this.registry.failure.set(new IllegalStateException("The database is away"));
		submit(browser, FakeTelnyx.RIGHT);
		this.registry.failure.set(null);
		this.clock.move(Duration.ofSeconds(330));
		this.telnyx.reset();
		HttpResponse<String> answer = browser.post(SEND, token, field, value);
		assertThat(Browser.location(answer)).isEqualTo(ENROL + "?error=closed");
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(browser.follow(answer).uri()).hasPath(PAGE);
		assertThat(this.telnyx.sent).isEmpty();
		assertThat(this.registry.changes).isEmpty();
	}

	@Test
	void phonebookThatFailsLeadsNowhereInACircle() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		String token = token(browser);
		this.phones.away.set(true);
		assertThat(Browser.location(browser.post(PAGE, token, "code", FakeTelnyx.RIGHT))).contains("error=unavailable");
		assertThat(Browser.location(browser.post(ENROL, token, "phone", "+13125550000")))
			.isEqualTo(ENROL + "?error=busy");
		assertThat(browser.get(ENROL).statusCode()).isEqualTo(503);
		assertThat(walk(browser, "/account").statusCode()).isEqualTo(200);
		assertThat(this.registry.changes).isEmpty();
	}

	@Test
	@DisplayName("SEC-40 an account that is locked while the code travels gets no number")
	void lockedAccountGetsNoNumber() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.users.updateUser(User.withUserDetails(Bank.user("carol", "GROUP_USER")).accountLocked(true).build());
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).contains("error=closed");
		assertThat(this.registry.changes).isEmpty();
	}

	@Test
	@DisplayName("SEC-35 what one account began another does not end in the same session")
	void enrolmentEndsWithTheNextSignIn() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		browser.login("adam", Bank.PASSWORD);
		assertThat(browser.get(PAGE).body()).contains(this.phones.of("adam").masked())
			.doesNotContain("Use another number");
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(this.registry.changes).isEmpty();
		assertThat(browser.get("/account").body()).contains("treasure of adam");
	}

	@Test
	@DisplayName("SEC-02 the code of an enrolment serves no step-up")
	void enrolmentGivesWayToAStepUp() {
		Browser browser = whole("alice");
		PhoneNumber before = this.phones.of("alice");
		ask(browser, this.phones.free());
		this.clock.move(Duration.ofSeconds(330));
		assertThat(Browser.location(browser.get(ENROL))).startsWith(PAGE);
		this.telnyx.reset();
		browser.submit(PAGE, SEND);
		assertThat(this.telnyx.phones).containsExactly(before);
		assertThat(browser.follow(submit(browser, FakeTelnyx.RIGHT)).uri()).hasPath(ENROL);
		assertThat(this.registry.changes).isEmpty();
	}

	@Test
	@DisplayName("SEC-18 who enrols the number of somebody else does not end the code of that person")
	void strangerTakesNoCodeAway() {
		Browser owner = half("adam");
		Browser stranger = half("carol");
		assertThat(Browser.location(ask(stranger, this.phones.of("adam")))).startsWith(ENROL + "?error=too-soon");
		assertThat(this.telnyx.sent).hasSize(1);
		assertThat(owner.follow(submit(owner, FakeTelnyx.RIGHT)).statusCode()).isEqualTo(200);
		assertThat(owner.get("/account").body()).contains("treasure of adam");
	}

	@Test
	@DisplayName("SEC-31 the session knows no number")
	void sessionKnowsNoNumber() {
		PhoneNumber before = this.phones.of("alice");
		Browser browser = whole("alice");
		PhoneNumber phone = this.phones.free();
		ask(browser, phone);
		assertThat(browser.get("/open/session").body()).contains("REPLACES")
			.doesNotContain(phone.value().substring(1), before.value().substring(1));
	}

	@Test
	@DisplayName("SEC-39 after success the back button and a second submit change nothing")
	void backAndSecondSubmitChangeNothing() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		String token = token(browser);
		submit(browser, FakeTelnyx.RIGHT);
		assertThat(Browser.location(browser.get(PAGE))).isEqualTo("/");
		browser.post(PAGE, token, "code", FakeTelnyx.RIGHT);
		browser.submit("/logout", PAGE, "code", FakeTelnyx.RIGHT);
		assertThat(this.registry.changes).hasSize(1);
	}

	@Test
	@DisplayName("SEC-39 typing the same number twice sends once, and reloading sends nothing")
	void sameNumberTwiceSendsOnce() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		assertThat(ask(browser, phone).statusCode()).isEqualTo(302);
		assertThat(ask(browser, phone).statusCode()).isEqualTo(302);
		browser.get(PAGE);
		browser.get(PAGE);
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	void whoseChallengeIsForgottenTypesTheNumberAgain() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.clock.move(Duration.ofMinutes(7));
		assertThat(walk(browser, PAGE).uri()).hasPath(ENROL);
	}

	@Test
	void whoHasGotANumberMeanwhileIsNotSentInACircle() {
		Browser browser = half("carol");
		ask(browser, this.phones.free());
		this.clock.move(Duration.ofMinutes(7));
		this.phones.change("carol");
		assertThat(walk(browser, PAGE).uri()).hasPath(PAGE);
		assertThat(walk(browser, ENROL).uri()).hasPath(PAGE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "+1", "<script>" })
	void whatIsNoNumberIsToldSoAndNotShownAgain(String text) {
		Browser browser = half("carol");
		HttpResponse<String> answer = browser.submit(ENROL, ENROL, "phone", text);
		assertThat(Browser.location(answer)).isEqualTo(ENROL + "?error=malformed");
		assertThat(browser.follow(answer).body()).contains("Please enter a phone number").doesNotContain("value=\"+");
	}

	@Test
	@DisplayName("SEC-22 nothing is sent to where codes may not be sent")
	void blockedNumberIsRefused() {
		Browser browser = half("carol");
		HttpResponse<String> answer = ask(browser, new PhoneNumber(BLOCKED));
		assertThat(Browser.location(answer)).isEqualTo(ENROL + "?error=destination");
		assertThat(browser.follow(answer).body()).contains("This number cannot be used.");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void programEnrolsToo() {
		Browser browser = half("carol");
		PhoneNumber phone = this.phones.free();
		String token = Browser.token(browser.get(ENROL));
		browser.accepting(JSON);
		HttpResponse<String> asked = browser.postJson(ENROL, token, body(phone.value()));
		assertThat(asked.statusCode()).isEqualTo(202);
		assertThat(asked.body()).contains(phone.masked(), "\"state\":\"waiting\"").doesNotContain(phone.value());
		assertThat(browser.get(PAGE + "/status").body()).contains(phone.masked());
		assertThat(browser.postJson(PAGE, token, "{\"code\":\"000000\"}").body()).contains("\"attemptsLeft\":4");
		this.registry.failure.set(new PhoneNumberRefusedException("Another account has it"));
		HttpResponse<String> refused = browser.postJson(PAGE, token, "{\"code\":\"" + FakeTelnyx.RIGHT + "\"}");
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("\"code\":\"destination\"").doesNotContain("Another account");
		this.registry.failure.set(null);
		browser.postJson(ENROL, token, body(phone.value()));
		assertThat(browser.postJson(PAGE, token, "{\"code\":\"" + FakeTelnyx.RIGHT + "\"}").body())
			.contains("\"authenticated\":true");
		assertThat(this.registry.changes).hasSize(1);
	}

	@Test
	void programGetsNoPage() {
		Browser browser = half("carol").accepting(JSON);
		HttpResponse<String> told = browser.get(ENROL);
		assertThat(told.statusCode()).isEqualTo(200);
		assertThat(told.body()).isEqualTo("{\"state\":\"none\"}");
		this.phones.away.set(true);
		HttpResponse<String> away = browser.get(ENROL);
		assertThat(away.statusCode()).isEqualTo(503);
		assertThat(away.body()).contains("\"code\":\"busy\"");
	}

	private HttpResponse<String> ask(Browser browser, PhoneNumber phone) {
		return browser.submit(ENROL, ENROL, "phone", phone.value());
	}

	/** Follows redirects, of which there must be few. */
	private static HttpResponse<String> walk(Browser browser, String path) {
		HttpResponse<String> current = browser.get(path);
		for (int hop = 0; current.statusCode() / 100 == 3; hop++) {
			assertThat(hop).as("hops to " + Browser.location(current)).isLessThan(4);
			current = browser.get(Browser.location(current));
		}
		return current;
	}

	private List<OtpEvent.NumberChanged> changes() {
		return this.events.otp.stream()
			.filter(OtpEvent.NumberChanged.class::isInstance)
			.map(OtpEvent.NumberChanged.class::cast)
			.toList();
	}

	private static String body(String number) {
		return "{\"phone\":\"" + number + "\"}";
	}

	/**
	 * What the application was told.
	 *
	 * @param user whose number
	 * @param before the numbers so far
	 * @param proved the new one
	 */
	record Change(String user, List<PhoneNumber> before, PhoneNumber proved) {
	}

	/** Where the application keeps numbers. */
	static final class Registry implements PhoneNumberEnrolment {

		final List<Change> changes = new CopyOnWriteArrayList<>();

		final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

		private final Phones phones;

		Registry(Phones phones) {
			this.phones = phones;
		}

		@Override
		public void change(Authentication user, List<PhoneNumber> before, PhoneNumber proved) {
			RuntimeException failure = this.failure.get();
			if (failure != null) {
				throw failure;
			}
			this.changes.add(new Change(user.getName(), before, proved));
			this.phones.store(user.getName(), proved);
		}

	}

	/** An application that stores numbers. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Accounts {

		@Bean
		Registry registry(Phones phones) {
			return new Registry(phones);
		}

	}

}
