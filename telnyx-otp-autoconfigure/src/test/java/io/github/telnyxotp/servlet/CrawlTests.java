package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Half of a login goes everywhere: to all that the application maps, its actuator
 * included, and through forwards, errors and asynchronous answers of pages that are open
 * to all.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.second-factor.enabled=true", "management.endpoints.web.exposure.include=*" })
class CrawlTests {

	private static final String PAGE = "/login/otp";

	private static final String JSON = "application/json";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private List<RequestMappingInfoHandlerMapping> mappings;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
	}

	@Test
	@DisplayName("SEC-33 half of a login opens nothing of all that is mapped, for people and for programs")
	void halfOfALoginOpensNothingThatIsMapped() {
		Browser browser = half();
		String token = Browser.token(browser.open(PAGE));
		List<Place> places = places();
		assertThat(places).hasSizeGreaterThan(20)
			.contains(new Place("GET", "/page"), new Place("DELETE", "/page/x"), new Place("GET", "/actuator"),
					new Place("GET", "/actuator/env"), new Place("GET", "/events"));
		for (Place place : places) {
			HttpResponse<String> page = ask(browser.accepting("text/html"), place, token);
			assertThat(Browser.location(page)).as(place.toString())
				.isEqualTo(PAGE + "?factor.type=phone_otp&factor.reason=missing");
			for (String type : List.of(JSON, "text/event-stream", "*/*")) {
				HttpResponse<String> reply = ask(browser.accepting(type), place, token);
				assertThat(reply.statusCode()).as(place.toString()).isEqualTo(401);
				assertThat(reply.body()).as(place.toString()).contains("factor-required").doesNotContain("treasure");
			}
		}
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/open/forward", "/open/async", "/open/method", "/open/deferred" })
	@DisplayName("SEC-33 an open page hands half of a login nothing that is protected")
	void openPagesHandNothingOn(String path) {
		Browser browser = half();
		HttpResponse<String> page = browser.get(path);
		assertThat(Browser.location(page)).startsWith(PAGE);
		assertThat(page.body()).doesNotContain("treasure");
		HttpResponse<String> program = browser.accepting(JSON).get(path);
		assertThat(program.statusCode()).isEqualTo(401);
		assertThat(program.body()).doesNotContain("treasure");
		assertThat(whole().get(path).body()).isEqualTo("treasure");
	}

	@Test
	@DisplayName("SEC-33 the page of an error tells half of a login nothing, and a whole one what happened")
	void errorPagesTellNothing() {
		assertThat(half().accepting(JSON).get("/open/fail").body()).doesNotContain("timestamp", "treasure");
		HttpResponse<String> whole = whole().accepting(JSON).get("/open/fail");
		assertThat(whole.statusCode()).isEqualTo(500);
		assertThat(whole.body()).contains("timestamp");
	}

	@Test
	@DisplayName("SEC-33 a handshake of web sockets meets the same rule")
	void handshakeIsRefused() throws IOException {
		Browser browser = half();
		String request = "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
				+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: JSESSIONID=";
		assertThat(raw(request + browser.cookie("JSESSIONID") + "\r\n\r\n")).startsWith("HTTP/1.1 401");
	}

	@Test
	void wholeLoginOpensThemAll() {
		Browser browser = whole().accepting(JSON);
		for (String path : List.of("/page", "/page/x", "/async", "/deferred", "/method", "/forward")) {
			assertThat(browser.get(path).body()).as(path).isEqualTo("treasure");
		}
		assertThat(browser.get("/actuator/env").statusCode()).isEqualTo(200);
		assertThat(browser.accepting("text/event-stream").get("/events").body()).contains("treasure");
	}

	private Browser half() {
		Browser browser = new Browser(this.port);
		browser.login("alice", Bank.PASSWORD);
		return browser;
	}

	private Browser whole() {
		Browser browser = half();
		browser.submit(PAGE, PAGE, "code", FakeTelnyx.RIGHT);
		return browser;
	}

	private static HttpResponse<String> ask(Browser browser, Place place, String token) {
		return browser.send(browser.request(place.path())
			.header("X-CSRF-TOKEN", token)
			.method(place.method(), HttpRequest.BodyPublishers.noBody()));
	}

	/** All that is mapped and not open to all. */
	private List<Place> places() {
		return this.mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.flatMap(CrawlTests::places)
			.filter((place) -> !place.path().startsWith("/open/"))
			.distinct()
			.toList();
	}

	private static Stream<Place> places(RequestMappingInfo mapping) {
		Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
		return mapping.getPatternValues()
			.stream()
			.map((pattern) -> pattern.replaceAll("\\{[^}]+}|\\*+", "x"))
			.flatMap((path) -> (methods.isEmpty() ? Set.of(RequestMethod.GET, RequestMethod.POST) : methods).stream()
				.map((method) -> new Place(method.name(), path)));
	}

	/** The first line of the answer. */
	private String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			socket.setSoTimeout(5000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
		}
	}

	/**
	 * Something that is mapped.
	 *
	 * @param method how it is asked for
	 * @param path where it lies
	 */
	private record Place(String method, String path) {
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ FakeTelnyx.class, Phones.class, Unlimited.class, CrawlTests.Pages.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_USER"));
		}

		@Bean
		SecurityFilterChain people(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(rules) -> rules.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		Safe safe() {
			return new Safe();
		}

	}

	/** What only a method rule protects. */
	static class Safe {

		@PreAuthorize("hasRole('USER')")
		public String treasure() {
			return "treasure";
		}

	}

	@RestController
	static class Pages {

		private final Safe safe;

		Pages(Safe safe) {
			this.safe = safe;
		}

		@GetMapping("/page")
		String page() {
			return "treasure";
		}

		@PostMapping("/page")
		String add() {
			return "treasure";
		}

		@GetMapping("/page/{id}")
		String one(@PathVariable String id) {
			return "treasure";
		}

		@DeleteMapping("/page/{id}")
		String remove(@PathVariable String id) {
			return "treasure";
		}

		@GetMapping({ "/method", "/open/method" })
		String method() {
			return this.safe.treasure();
		}

		@GetMapping({ "/async", "/open/async" })
		Callable<String> async() {
			return this.safe::treasure;
		}

		@GetMapping({ "/deferred", "/open/deferred" })
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			result.setResult(this.safe.treasure());
			return result;
		}

		@GetMapping("/events")
		SseEmitter events() throws IOException {
			SseEmitter events = new SseEmitter();
			events.send("treasure");
			events.complete();
			return events;
		}

		@GetMapping({ "/forward", "/open/forward" })
		ModelAndView forward() {
			return new ModelAndView("forward:/page");
		}

		@GetMapping("/open/fail")
		String fail() {
			throw new IllegalStateException("of the treasure");
		}

	}

}
