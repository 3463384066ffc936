package io.github.telnyxotp.servlet;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * What tests of people share who sign in by phone.
 */
abstract class VisitTests extends BankTests {

	static final String PHONE = "/login/phone";

	static final String UNKNOWN = "+13125559977";

	/** Its accounts cannot be read. */
	static final String BROKEN = "+13125559966";

	/** In a country that a test may deny. */
	static final String BLOCKED = "+14165550123";

	/** Some time after the test began. */
	void later(Duration by) {
		this.clock.move(by);
	}

	/** All that a person sees, from the number to the lock. */
	List<String> pages(String number) {
		Browser browser = browser();
		List<HttpResponse<String>> seen = new ArrayList<>();
		seen.add(ask(browser, resolved(number)));
		seen.add(browser.get(PAGE));
		seen.add(browser.submit(PAGE, SEND));
		later(Duration.ofSeconds(31));
		seen.add(browser.submit(PAGE, SEND, "channel", "sms"));
		seen.add(browser.get(PAGE));
		for (int each = 0; each < 6; each++) {
			seen.add(submit(browser, FakeTelnyx.WRONG));
			seen.add(browser.get(PAGE));
		}
		seen.add(browser.submit(PAGE, SEND));
		seen.add(browser.get(PAGE));
		return seen.stream().map(VisitTests::neutral).toList();
	}

	/** The same for a program. */
	List<String> replies(String number) {
		Browser browser = browser();
		String token = Browser.token(browser.get(PHONE));
		browser.accepting(JSON);
		List<HttpResponse<String>> seen = new ArrayList<>();
		seen.add(browser.postJson(PHONE, token, body(resolved(number))));
		seen.add(browser.postJson(SEND, token, "{}"));
		later(Duration.ofSeconds(31));
		seen.add(browser.postJson(SEND, token, "{\"channel\":\"call\"}"));
		seen.add(browser.get(PAGE + "/status"));
		for (int each = 0; each < 6; each++) {
			seen.add(browser.postJson(PAGE, token, "{\"code\":\"000000\"}"));
			seen.add(browser.get(PAGE + "/status"));
		}
		seen.add(browser.postJson(SEND, token, "{}"));
		return seen.stream().map(VisitTests::neutral).toList();
	}

	/** What is left once what is drawn by lot and what the visitor typed is covered. */
	private static String neutral(HttpResponse<String> response) {
		List<String> headers = response.headers()
			.map()
			.entrySet()
			.stream()
			.filter((header) -> !header.getKey().equalsIgnoreCase("date"))
			.flatMap((header) -> header.getValue().stream().map((value) -> header.getKey() + ": " + value))
			.map((header) -> header.replaceAll("JSESSIONID=[^;]+", "JSESSIONID=-"))
			.toList();
		String body = response.body()
			.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "csrf")
			.replaceAll("•[0-9]{2}", "•--")
			.replaceAll("ending in [0-9]{2}", "ending in --");
		return response.statusCode() + " " + headers + " " + body;
	}

	HttpResponse<String> ask(Browser browser, String number) {
		return browser.submit(PHONE, PHONE, "phone", number);
	}

	String phone() {
		return this.phones.of("alice").value();
	}

	String resolved(String number) {
		return number.equals("alice") ? phone() : number;
	}

	static String body(String number) {
		return "{\"phone\":\"" + number + "\"}";
	}

	/** Whose phone is whose. */
	@TestConfiguration(proxyBeanMethods = false)
	static class Accounts {

		@Bean
		PhoneNumberUserDetailsService accounts(Phones phones, UserDetailsService users) {
			return (phone) -> users.loadUserByUsername(owner(phones, phone));
		}

		private static String owner(Phones phones, PhoneNumber phone) {
			if (phone.value().equals(BROKEN)) {
				throw new IllegalStateException("The database is away");
			}
			return Stream.of("alice", "adam")
				.filter((name) -> phones.of(name).equals(phone))
				.findFirst()
				.orElseThrow(() -> new UsernameNotFoundException("nobody"));
		}

	}

}
