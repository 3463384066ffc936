package io.github.telnyxotp.sample;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.PhoneNumber;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * People who lost their password, with the limits of the starter.
 */
class RecoveryTests extends FormTests {

	private static final AtomicInteger NUMBERS = new AtomicInteger(400);

	private final String phone = "+1555010" + (1000 + 7 * NUMBERS.incrementAndGet());

	private final String name = "erin" + NUMBERS.get();

	@BeforeEach
	void anotherDayWithAnotherCustomer() {
		this.clock.advance(Duration.ofDays(2));
		this.accounts.open(this.name, this.encoder.encode("forgotten"), new PhoneNumber(this.phone), this.name);
	}

	@Test
	void whoProvesThePhoneOnFileGetsANewPassword() {
		assertThat(begin(this.name)).hasRedirectedUrl("/recovery/code");
		assertThat(submit(code())).hasRedirectedUrl("/recovery/password");
		assertThat(get("/recovery/code")).as("in another tab").hasRedirectedUrl("/recovery/password");
		assertThat(change("short")).hasRedirectedUrl("/recovery/password?error=password");
		assertThat(get("/recovery/password?error=password")).bodyText().contains("8 to 72");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery/done");
		assertThat(get("/recovery/done")).bodyText().contains("Sign in now", this.name);
		assertThat(change("another one")).as("once").hasRedirectedUrl("/recovery/done");
		assertThat(this.encoder.matches("battery staple", password())).isTrue();
		post("/login", "username", this.name, "password", "battery staple");
		assertThat(get("/login/otp")).hasStatusOk();
	}

	@Test
	@DisplayName("SEC-26 SEC-27 a name without an account gets the same answers as one with an account")
	void everyNameGetsTheSamePages() {
		String known = journey(this.browser, this.name);
		String unknown = journey(new MockHttpSession(), "nobody" + this.name.substring(4));
		assertThat(unknown).isEqualTo(known);
		arrived(1);
	}

	@Test
	void aCustomerOfThePropertiesHasAPhoneOnFileToo() {
		assertThat(this.phones.of("alice")).contains(new PhoneNumber("+15550100001"));
		assertThat(this.phones.of(this.name)).contains(new PhoneNumber(this.phone));
		assertThat(this.phones.of("nobody")).isEmpty();
	}

	@Test
	@DisplayName("SEC-33 before the right code there is no page for a password, and nothing changes")
	void beforeTheCodeThereIsNoNewPassword() {
		begin(this.name);
		assertThat(get("/recovery/password")).hasRedirectedUrl("/recovery/code");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery/code");
		submit("000000");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery/code");
		assertThat(this.encoder.matches("forgotten", password())).isTrue();
	}

	@Test
	@DisplayName("SEC-02 a proof for one account changes the password of no other")
	void aProofIsForOneAccount() {
		begin(this.name);
		submit(code());
		begin("alice");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery/code");
		assertThat(this.customers.loadUserByUsername("alice").getPassword()).isEqualTo("{noop}wonderland");
		assertThat(this.encoder.matches("forgotten", password())).isTrue();
	}

	@Test
	@DisplayName("SEC-40 a phone that is no longer on file proves nothing")
	void aPhoneThatIsNoLongerOnFileProvesNothing() {
		begin(this.name);
		String code = code();
		this.phones.change(new TestingAuthenticationToken(this.name, null), List.of(new PhoneNumber(this.phone)),
				new PhoneNumber(this.phone + "1"));
		submit(code);
		assertThat(get("/recovery/password")).hasRedirectedUrl("/recovery/code");
		assertThat(get("/recovery/code")).bodyText().contains("no longer valid");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery/code");
		assertThat(this.encoder.matches("forgotten", password())).isTrue();
	}

	@Test
	void aProofIsForgottenWithItsChallenge() {
		begin(this.name);
		submit(code());
		this.clock.advance(Duration.ofMinutes(7));
		assertThat(get("/recovery/password")).hasRedirectedUrl("/recovery?error=over");
		assertThat(change("battery staple")).hasRedirectedUrl("/recovery?error=over");
		assertThat(this.encoder.matches("forgotten", password())).isTrue();
	}

	@Test
	@DisplayName("SEC-14 another code has to wait")
	void anotherCodeHasToWait() {
		begin(this.name);
		code();
		assertThat(post("/recovery/send")).hasRedirectedUrl("/recovery/code?error=too-soon&after=30");
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(post("/recovery/send")).hasRedirectedUrl("/recovery/code?sent");
		arrived(2);
		assertThat(submit(code())).hasRedirectedUrl("/recovery/password");
	}

	@Test
	void whoStartedNothingIsLedToTheStart() {
		for (String page : List.of("/recovery/code", "/recovery/password")) {
			assertThat(get(page)).hasRedirectedUrl("/recovery?error=over");
		}
		assertThat(submit("123456")).hasRedirectedUrl("/recovery?error=over");
		assertThat(get("/recovery/done")).hasRedirectedUrl("/recovery");
		assertThat(begin("<b>x</b>")).hasStatusOk().bodyText().contains("user name").doesNotContain("<b>");
	}

	@Test
	@DisplayName("SEC-63 a GET sends nothing, and a POST without a CSRF token neither")
	void onlyAPostWithATokenSends() {
		get("/recovery?name=" + this.name);
		assertThat(this.http.post().uri("/recovery").session(this.browser).param("name", this.name)).hasStatus(403);
		assertThat(this.browser.getAttribute(RecoveryController.PENDING)).isNull();
	}

	/** All that a browser is shown, without the name and the token of its forms. */
	private String journey(MockHttpSession session, String name) {
		StringBuilder seen = new StringBuilder();
		look(seen, post(session, "/recovery", "name", name));
		for (int each = 0; each < 6; each++) {
			look(seen, get(session, "/recovery/code?error=wrong"));
			look(seen, post(session, "/recovery/code", "code", "000000"));
		}
		look(seen, get(session, "/recovery/code"));
		look(seen, post(session, "/recovery/send"));
		look(seen, get(session, "/recovery/password"));
		return seen.toString().replace(name, "NAME").replaceAll("value=\"[^\"]{40,}\"", "value=TOKEN");
	}

	private static void look(StringBuilder seen, MvcTestResult result) {
		try {
			seen.append(result.getResponse().getStatus())
				.append(result.getResponse().getRedirectedUrl())
				.append(result.getResponse().getContentAsString())
				.append('\n');
		}
		catch (UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String password() {
		return this.customers.loadUserByUsername(this.name).getPassword();
	}

	private MvcTestResult begin(String account) {
		return post("/recovery", "name", account);
	}

	private MvcTestResult submit(String code) {
		return post("/recovery/code", "code", code);
	}

	private MvcTestResult change(String password) {
		return post("/recovery/password", "password", password);
	}

	private String code() {
		arrived(1);
		return this.simulator.latestCode(this.phone);
	}

	/**
	 * The phone may be faster than the answer of Telnyx, and its code would be too early.
	 */
	private void arrived(int messages) {
		Awaitility.await()
			.until(() -> this.trail.findFirst200ByCustomerOrderByIdDesc(this.name)
				.stream()
				.filter((entry) -> entry.event().equals("Sent"))
				.count() >= messages);
	}

}
