package io.github.telnyxotp.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberRefusedException;
import io.github.telnyxotp.test.LeakDetector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * People who want an account, with the limits of the starter.
 */
class SignUpTests extends FormTests {

	private static final String PASSWORD = "correct horse";

	private static final AtomicInteger NUMBERS = new AtomicInteger(200);

	private final String phone = "+1555010" + (1000 + 7 * NUMBERS.incrementAndGet());

	private final String name = "dave" + NUMBERS.get();

	@BeforeEach
	void anotherDay() {
		this.clock.advance(Duration.ofDays(2));
	}

	@Test
	void whoProvesAPhoneGetsAnAccountAndSignsInWithIt() {
		assertThat(begin()).hasRedirectedUrl("/sign-up/code");
		assertThat(get("/sign-up/code")).bodyText()
			.contains("We sent you a code by WhatsApp", this.phone.substring(10))
			.doesNotContain(this.phone.substring(5));
		assertThat(submit(code())).hasRedirectedUrl("/sign-up/done");
		assertThat(get("/sign-up/done")).bodyText().contains("Sign in now", this.name);
		UserDetails customer = this.customers.loadUserByUsername(this.name);
		assertThat(this.encoder.matches(PASSWORD, customer.getPassword())).isTrue();
		assertThat(customer.getPassword()).startsWith("{bcrypt}");
		post("/login", "username", this.name, "password", PASSWORD);
		assertThat(get("/login/otp")).hasStatusOk();
		arrived(2);
	}

	@Test
	void whoSignedUpSignsInByPhoneToo() {
		begin();
		submit(code());
		assertThat(post("/login/phone", "phone", this.phone)).hasRedirectedUrl("/login/otp");
		arrived(2);
	}

	@ParameterizedTest
	@CsvSource({ "'',correct horse,+15550109999,name", "ab,correct horse,+15550109999,name",
			"1abc,correct horse,+15550109999,name", "'<b>x</b>',correct horse,+15550109999,name",
			"dave,short,+15550109999,password", "dave,correct horse,12,phone", "dave,correct horse,'',phone",
			"dave,correct horse,call me,phone", "dave,correct horse,+447700900123,to this number" })
	void whatIsNotRightIsSaid(String name, String password, String phone, String word) {
		MvcTestResult said = post("/sign-up", "name", name, "password", password, "phone", phone);
		assertThat(said).hasStatusOk().bodyText().contains("id=\"problem\"", word).doesNotContain("value=\"short\"");
		assertThat(said).bodyText().doesNotContain("<b>x</b>");
		assertThat(this.browser.getAttribute(SignUpController.PENDING)).isNull();
	}

	@Test
	void aPasswordIsAsLongAsTheEncoderTakes() {
		assertThat(post("/sign-up", "name", this.name, "password", "ä".repeat(37), "phone", this.phone)).hasStatusOk()
			.bodyText()
			.contains("8 to 72");
		assertThat(post("/sign-up", "name", this.name, "password", "ä".repeat(36), "phone", this.phone))
			.hasRedirectedUrl("/sign-up/code");
	}

	@Test
	@DisplayName("SEC-10 wrong codes are counted, and after five the right one is too late")
	void wrongCodesAreCounted() {
		begin();
		String code = code();
		for (int left = 4; left > 0; left--) {
			assertThat(submit(wrong(code))).hasRedirectedUrl("/sign-up/code?error=wrong&after=0");
			assertThat(get("/sign-up/code?error=wrong")).bodyText()
				.contains("That code is not right", "id=\"left\">" + left);
		}
		submit(wrong(code));
		assertThat(submit(code)).hasRedirectedUrl("/sign-up/code?error=closed&after=0");
		assertThat(get("/sign-up/code")).bodyText().contains("Too many wrong codes. You can start again", "minutes");
		assertThat(begin()).hasStatusOk().bodyText().contains("under way", "minutes");
		assertThat(this.customers.userExists(this.name)).isFalse();
	}

	@Test
	void whatCanBeNoCodeCostsNoTry() {
		begin();
		code();
		assertThat(submit("abc")).hasRedirectedUrl("/sign-up/code?error=malformed");
		assertThat(get("/sign-up/code")).bodyText().contains("id=\"left\">5");
	}

	@Test
	void anExpiredCodeIsTold() {
		begin();
		String code = code();
		this.clock.advance(Duration.ofMinutes(5));
		assertThat(submit(code)).hasRedirectedUrl("/sign-up/code?error=closed&after=0");
		assertThat(get("/sign-up/code")).bodyText().contains("has expired", "Start again");
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(get("/sign-up/code")).hasRedirectedUrl("/sign-up?error=over");
		assertThat(get("/sign-up?error=over")).bodyText().contains("is over");
	}

	@Test
	@DisplayName("SEC-14 another code has to wait, and then comes")
	void anotherCodeHasToWait() {
		begin();
		code();
		assertThat(post("/sign-up/send")).hasRedirectedUrl("/sign-up/code?error=too-soon&after=30");
		assertThat(get("/sign-up/code?error=too-soon&after=30")).bodyText().contains("another code", "in 30 seconds");
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(post("/sign-up/send")).hasRedirectedUrl("/sign-up/code?sent");
		arrived(2);
		assertThat(submit(code())).hasRedirectedUrl("/sign-up/done");
	}

	@Test
	@DisplayName("SEC-14 one address gets ten messages an hour, and is told when to come back")
	void oneAddressGetsTenMessages() {
		for (int each = 0; each < 10; each++) {
			assertThat(begin(new MockHttpSession(), this.name + each, "+1555019" + (1000 + 13 * each)))
				.hasRedirectedUrl("/sign-up/code");
		}
		assertThat(begin()).hasStatusOk().bodyText().contains("too many tries", "minutes");
		assertThat(this.simulator.messages(this.phone)).isEmpty();
	}

	@Test
	void whoStartsAgainKeepsTheCodeAndTheNewPassword() {
		begin();
		String code = code();
		post("/sign-up", "name", this.name, "password", "battery staple", "phone", this.phone);
		assertThat(submit(code)).hasRedirectedUrl("/sign-up/done");
		assertThat(this.simulator.messages(this.phone)).hasSize(1);
		assertThat(this.encoder.matches("battery staple", this.customers.loadUserByUsername(this.name).getPassword()))
			.isTrue();
	}

	@Test
	void whoGoesBackOrReloadsAfterwardsSeesThatItIsDone() {
		begin();
		String code = code();
		submit(code);
		for (String page : List.of("/sign-up/code", "/sign-up/name")) {
			assertThat(get(page)).hasRedirectedUrl("/sign-up/done");
		}
		assertThat(submit(code)).hasRedirectedUrl("/sign-up/done");
		assertThat(post("/sign-up/send")).hasRedirectedUrl("/sign-up/done");
		assertThat(get("/sign-up/done")).hasStatusOk();
	}

	@Test
	void whoStartedNothingIsLedToTheStart() {
		for (String page : List.of("/sign-up/code", "/sign-up/name")) {
			assertThat(get(page)).hasRedirectedUrl("/sign-up?error=over");
		}
		assertThat(submit("123456")).hasRedirectedUrl("/sign-up?error=over");
		assertThat(post("/sign-up/name", "name", "dave")).hasRedirectedUrl("/sign-up?error=over");
		assertThat(get("/sign-up/done")).hasRedirectedUrl("/sign-up");
	}

	@Test
	@DisplayName("SEC-26 that a name is taken is told after the right code, and the phone is proved once for all names")
	void aTakenNameIsToldAfterTheCode() {
		String before = this.customers.loadUserByUsername("alice").getPassword();
		assertThat(begin(this.browser, "Alice", this.phone)).hasRedirectedUrl("/sign-up/code");
		String code = code();
		assertThat(get("/sign-up/name")).as("not before the code").hasRedirectedUrl("/sign-up/code");
		assertThat(post("/sign-up/name", "name", this.name)).hasRedirectedUrl("/sign-up/code");
		assertThat(submit(code)).hasRedirectedUrl("/sign-up/name?error=taken");
		assertThat(get("/sign-up/code")).hasRedirectedUrl("/sign-up/name");
		assertThat(get("/sign-up/name?error=taken")).bodyText().contains("That name is taken");
		assertThat(post("/sign-up/name", "name", "x")).hasRedirectedUrl("/sign-up/name?error=name");
		assertThat(post("/sign-up/name", "name", this.name)).hasRedirectedUrl("/sign-up/done");
		assertThat(this.customers.loadUserByUsername("alice").getPassword()).isEqualTo(before);
		assertThat(this.simulator.messages(this.phone)).hasSize(1);
		assertThat(this.trail.findFirst200ByCustomerOrderByIdDesc("alice")).as("no line of hers").isEmpty();
	}

	@Test
	@DisplayName("SEC-26 one right code tries five names, and after them nothing is told or opened")
	void oneRightCodeTriesFiveNames() {
		begin(this.browser, "alice", this.phone);
		assertThat(submit(code())).hasRedirectedUrl("/sign-up/name?error=taken");
		SignUp pending = (SignUp) this.browser.getAttribute(SignUpController.PENDING);
		for (String taken : List.of("bob", "carol", "alice")) {
			assertThat(post("/sign-up/name", "name", taken)).hasRedirectedUrl("/sign-up/name?error=taken");
		}
		assertThat(post("/sign-up/name", "name", "bob")).hasRedirectedUrl("/sign-up?error=over");
		assertThat(post("/sign-up/name", "name", this.name)).hasRedirectedUrl("/sign-up?error=over");
		this.browser.setAttribute(SignUpController.PENDING, pending);
		assertThat(post("/sign-up/name", "name", this.name)).as("of many at once")
			.hasRedirectedUrl("/sign-up?error=over");
		assertThat(this.customers.userExists(this.name)).isFalse();
	}

	@Test
	@DisplayName("SEC-26 who starts again after the right code proves the phone again")
	void whoStartsAgainAfterTheCodeProvesThePhoneAgain() {
		begin(this.browser, "alice", this.phone);
		submit(code());
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(begin(this.browser, "alice", this.phone)).hasRedirectedUrl("/sign-up/code");
		assertThat(post("/sign-up/name", "name", this.name)).hasRedirectedUrl("/sign-up/code");
		arrived(2);
		assertThat(this.customers.userExists(this.name)).isFalse();
	}

	@Test
	@DisplayName("SEC-04 of many sign-ups for one name that finish at once one wins")
	void ofManyForOneNameOneWins() throws Exception {
		List<Callable<Boolean>> all = new ArrayList<>();
		for (int each = 0; each < 16; each++) {
			String proof = "proof" + this.name + each;
			String password = "password" + each;
			all.add(() -> this.accounts.open(this.name, password, new PhoneNumber(this.phone),
					proof.substring(proof.length() - 9)));
		}
		assertThat(outcomes(all)).containsOnlyOnce(true);
		assertThat(this.customers.userExists(this.name)).isTrue();
	}

	@Test
	@DisplayName("SEC-04 one proof opens one account")
	void oneProofOpensOneAccount() throws Exception {
		List<Callable<Boolean>> all = new ArrayList<>();
		for (int each = 0; each < 16; each++) {
			String name = this.name + "-" + each;
			all.add(() -> this.accounts.open(name, PASSWORD, new PhoneNumber(this.phone), this.name));
		}
		assertThat(outcomes(all)).containsOnlyOnce(true);
	}

	@Test
	void anAccountThatCannotBeOpenedUsesNeitherNameNorProof() {
		UserDetailsManager down = new InMemoryUserDetailsManager() {
			@Override
			public void createUser(UserDetails user) {
				throw new IllegalStateException("down");
			}
		};
		PhoneNumber proved = new PhoneNumber(this.phone);
		assertThatIllegalStateException()
			.isThrownBy(() -> new Accounts(down, this.phones).open(this.name, PASSWORD, proved, this.name))
			.withMessage("down");
		assertThat(this.accounts.open(this.name, PASSWORD, proved, this.name)).isTrue();
	}

	@Test
	@DisplayName("SEC-24 of two changes of one number the first counts")
	void ofTwoChangesTheFirstCounts() {
		Authentication customer = new TestingAuthenticationToken(this.name, null);
		List<PhoneNumber> before = List.of(new PhoneNumber(this.phone));
		PhoneNumber first = new PhoneNumber(this.phone + "1");
		PhoneNumber second = new PhoneNumber(this.phone + "2");
		this.accounts.open(this.name, PASSWORD, before.get(0), this.name);
		this.phones.change(customer, before, first);
		assertThatExceptionOfType(PhoneNumberRefusedException.class)
			.isThrownBy(() -> this.phones.change(customer, before, second))
			.withMessageNotContaining(this.phone);
		assertThat(this.phones.loadUserByPhoneNumber(first).getUsername()).isEqualTo(this.name);
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.phones.loadUserByPhoneNumber(second));
		this.phones.change(customer, List.of(first), second);
		assertThat(this.phones.loadUserByPhoneNumber(second).getUsername()).isEqualTo(this.name);
	}

	@Test
	@DisplayName("SEC-24 of two first changes of a number in the properties the first counts")
	void ofTwoFirstChangesTheFirstCounts() {
		Authentication carol = new TestingAuthenticationToken("carol", null);
		List<PhoneNumber> before = List.of(new PhoneNumber("+15550100003"));
		this.phones.change(carol, before, new PhoneNumber(this.phone));
		assertThatExceptionOfType(PhoneNumberRefusedException.class)
			.isThrownBy(() -> this.phones.change(carol, before, new PhoneNumber(this.phone + "2")));
		assertThat(this.phones.loadUserByPhoneNumber(new PhoneNumber(this.phone)).getUsername()).isEqualTo("carol");
	}

	@Test
	void twoCustomersMayShareANumberThatThenSignsInNeither() {
		PhoneNumber shared = new PhoneNumber(this.phone);
		PhoneNumber before = new PhoneNumber(this.phone + "1");
		assertThat(this.accounts.open(this.name, PASSWORD, shared, this.name)).isTrue();
		assertThat(this.accounts.open(this.name + "b", PASSWORD, before, this.name + "b")).isTrue();
		this.phones.change(new TestingAuthenticationToken(this.name + "b", null), List.of(before), shared);
		for (PhoneNumber number : List.of(shared, before)) {
			assertThatExceptionOfType(UsernameNotFoundException.class)
				.isThrownBy(() -> this.phones.loadUserByPhoneNumber(number));
		}
	}

	@Test
	@DisplayName("SEC-02 a code of another browser opens nothing")
	void aCodeOfAnotherBrowserOpensNothing() {
		begin();
		String code = code();
		MockHttpSession other = new MockHttpSession();
		begin(other, this.name + "x", "+15550109993");
		assertThat(post(other, "/sign-up/code", "code", code)).hasRedirectedUrl("/sign-up/code?error=wrong&after=0");
	}

	@Test
	@DisplayName("SEC-63 a GET sends nothing, and a POST without a CSRF token neither")
	void onlyAPostWithATokenSends() {
		get("/sign-up?name=" + this.name + "&password=correct+horse");
		assertThat(this.http.post()
			.uri("/sign-up")
			.session(this.browser)
			.param("name", this.name)
			.param("password", PASSWORD)
			.param("phone", this.phone)).hasStatus(403);
		assertThat(this.browser.getAttribute(SignUpController.PENDING)).isNull();
	}

	@Test
	@DisplayName("SEC-09 SEC-31 the session keeps neither code nor number nor password in clear")
	void theSessionKeepsNoSecret(LeakDetector detector) {
		begin();
		String code = code();
		for (String attribute : Collections.list(this.browser.getAttributeNames())) {
			detector.inspect("session " + attribute, this.browser.getAttribute(attribute));
		}
		SignUp pending = (SignUp) this.browser.getAttribute(SignUpController.PENDING);
		assertThat(List.of(pending.name(), pending.password(), pending.challenge()).toString()).doesNotContain(code,
				this.phone.substring(5), PASSWORD);
		assertThat(pending.toString()).isEqualTo("SignUp[" + this.name + "]");
	}

	private MvcTestResult begin() {
		return begin(this.browser, this.name, this.phone);
	}

	private MvcTestResult begin(MockHttpSession session, String name, String phone) {
		return post(session, "/sign-up", "name", name, "password", PASSWORD, "phone", phone);
	}

	private MvcTestResult submit(String code) {
		return post("/sign-up/code", "code", code);
	}

	private String code() {
		Awaitility.await().until(() -> get("/sign-up/code").getResponse().getContentAsString().contains("We sent you"));
		return this.simulator.latestCode(this.phone);
	}

	private void arrived(int messages) {
		Awaitility.await().until(() -> this.simulator.messages(this.phone).size() >= messages);
	}

	private static String wrong(String code) {
		return code.startsWith("1") ? "222222" : "111111";
	}

	private static List<Boolean> outcomes(List<Callable<Boolean>> all) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(all.size());
		try {
			List<Boolean> outcomes = new ArrayList<>();
			for (Future<Boolean> each : threads.invokeAll(all)) {
				outcomes.add(each.get());
			}
			return outcomes;
		}
		finally {
			threads.shutdown();
		}
	}

}
