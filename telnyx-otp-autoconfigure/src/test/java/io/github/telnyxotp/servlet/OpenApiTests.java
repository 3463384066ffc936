package io.github.telnyxotp.servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.phonebook.PhoneNumberRefusedException;
import io.github.telnyxotp.web.OtpEndpoints;
import io.github.telnyxotp.web.StatusStreams;
import io.github.telnyxotp.webhook.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds our endpoints to {@code docs/openapi.yaml}, and the file to our endpoints. Who
 * adds an endpoint describes it there, and adds here requests that get each answer.
 */
class OpenApiTests extends SpaTests {

	private static final OpenApi API = OpenApi.read(Path.of("../docs/openapi.yaml"));

	private static final String WEBHOOK = "/telnyx/webhooks/verify";

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String LONG = "{\"code\":\"" + "1".repeat(5000) + "\"}";

	/** Where things lie whose place is a part of {@link OtpEndpoints}. */
	private static final Map<String, Object> PLACES = places();

	/** Answers that a test elsewhere sees: here the store would have to fail. */
	private static final Map<String, Set<Integer>> ELSEWHERE = Map.of("POST " + WEBHOOK, Set.of(503));

	@Autowired
	private StatusStreams streams;

	@ParameterizedTest
	@MethodSource("operations")
	void answersAreAsTheFileSays(String operation) {
		Supplier<List<Exchange>> requests = requests().get(operation);
		assertThat(requests).as("requests for " + operation).isNotNull();
		Set<Integer> seen = new TreeSet<>(ELSEWHERE.getOrDefault(operation, Set.of()));
		for (Exchange exchange : requests.get()) {
			HttpResponse<String> response = exchange.response();
			API.check(operation, response);
			if (exchange.body() != null && response.statusCode() < 300) {
				assertThat(API.takes(operation, exchange.body())).as(exchange.body()).isTrue();
			}
			if (exchange.body() != null && response.statusCode() == 400) {
				assertThat(API.takes(operation, exchange.body())).as(exchange.body()).isFalse();
			}
			seen.add(response.statusCode());
		}
		assertThat(seen).isEqualTo(API.statuses(operation));
	}

	static Stream<String> operations() {
		return API.operations();
	}

	@Test
	void everyEndpointAndMethodIsInTheFileAndNoOther() throws ReflectiveOperationException {
		List<String> described = API.paths().stream().filter((path) -> !path.equals(WEBHOOK)).toList();
		List<OtpEndpoints.Endpoint> endpoints = everything().all();
		for (OtpEndpoints.Endpoint endpoint : endpoints) {
			List<String> found = described.stream().filter((path) -> matches(endpoint, path)).toList();
			assertThat(found).as("%s in docs/openapi.yaml", endpoint.pattern()).hasSize(1);
			// Where there is a GET there is a HEAD, which no such file says
			Set<String> methods = endpoint.methods()
				.stream()
				.filter((method) -> !method.equals("HEAD"))
				.collect(Collectors.toSet());
			assertThat(API.methods(found.get(0))).as(found.get(0)).isEqualTo(methods);
		}
		assertThat(described).allMatch((path) -> endpoints.stream().anyMatch((endpoint) -> matches(endpoint, path)));
	}

	@ParameterizedTest
	@EnumSource
	void everyCodeIsDescribedWithItsStatus(Kind kind) throws IOException {
		assertThat(API.codes(kind.status())).contains(kind.id());
		assertThat(Files.readString(Path.of("../docs/json.md"))).contains("\n| `" + kind.id() + "` | " + kind.status());
	}

	@Test
	void wordsOfTheFileAreOursAndNoOther() {
		assertThat(API.texts("/components/schemas/Problem/properties/code/enum")).isEqualTo(words(Kind.values(), '-'));
		assertThat(API.texts("/components/schemas/Channel/enum")).isEqualTo(words(Channel.values(), '-'));
		String status = "/components/schemas/Status/properties";
		assertThat(API.texts(status + "/steps/items/properties/delivery/enum"))
			.isEqualTo(words(Delivery.values(), '_'));
		Set<String> states = words(ChallengeStatus.State.values(), '_');
		states.add("none");
		assertThat(API.texts(status + "/state/enum")).isEqualTo(states);
	}

	@Test
	void everyPostOfASessionNeedsTheCsrfToken() {
		assertThat(API.operations().filter((each) -> each.startsWith("POST ") && !each.endsWith(WEBHOOK)))
			.allMatch((each) -> API.at("/paths/" + each.substring(5).replace("/", "~1") + "/post/parameters/0/$ref")
				.asString()
				.equals("#/components/parameters/Csrf"));
	}

	@Test
	void factorRequiredIsAsTheFileSays() {
		API.checkNamed("FactorRequired", half("alice").get("/account"));
		API.checkNamed("FactorRequired", whole("adam").get("/calls"));
		Program program = stale("alice");
		API.checkNamed("FactorRequired", program.get("/transfer"));
		API.checkNamed("FactorRequired", program.post("/pay?amount=250&iban=DE89", "{}"));
		HttpResponse<String> bearer = program.browser()
			.send(program.browser().request("/transfer").header("Authorization", "Bearer x"));
		assertThat(bearer.headers().firstValue("WWW-Authenticate")).isPresent();
		API.checkNamed("FactorRequired", bearer);
	}

	@Test
	void restingIsAsTheFileSays() {
		Program program = whole("alice");
		this.history.change.set(this.clock.instant().minus(Duration.ofHours(1)));
		HttpResponse<String> resting = program.post("/pay?amount=250&iban=DE89", "{}");
		assertThat(resting.statusCode()).isEqualTo(403);
		assertThat(resting.headers().firstValue("Retry-After")).isPresent();
		API.checkNamed("Resting", resting);
	}

	@Test
	void severalPhonesAreAsTheFileSays() {
		this.phones.add("adam");
		HttpResponse<String> status = half("adam").get(STATUS);
		assertThat(Program.json(status).at("/phones")).hasSize(2);
		API.check("GET " + STATUS, status);
	}

	@Test
	void fieldThatTheFileDoesNotKnowIsWrong() {
		assertThat(API.errorsOf("Authenticated", "{\"authenticated\":true,\"redirectUrl\":\"/\"}")).isEmpty();
		assertThat(API.errorsOf("Authenticated", "{\"authenticated\":true,\"redirectUrl\":\"/\",\"user\":1}"))
			.isNotEmpty();
		assertThat(API.errorsOf("Status", "{\"state\":\"waiting\"}")).isNotEmpty();
		assertThat(API.errorsOf("Status", "{\"state\":\"none\"}")).isEmpty();
	}

	/** For each operation what gets each of its answers. */
	private Map<String, Supplier<List<Exchange>>> requests() {
		return Map.ofEntries(Map.entry("GET " + VERIFY, () -> pages(VERIFY, half("alice"), whole("adam"))),
				Map.entry("POST " + VERIFY, this::codes), Map.entry("POST " + SEND, this::messages),
				Map.entry("GET " + STATUS, this::statuses), Map.entry("GET /login/otp/otp.css", () -> file("otp.css")),
				Map.entry("GET /login/otp/otp.js", () -> file("otp.js")),
				Map.entry("GET /login/otp/otp.svg", () -> file("otp.svg")),
				Map.entry("GET " + PHONE, () -> pages(PHONE, program(), half("alice"))),
				Map.entry("POST " + PHONE, this::visits), Map.entry("GET " + DEVICES, this::devices),
				Map.entry("POST " + DEVICES, this::forgetting), Map.entry("GET " + ENROL, this::enrolmentPages),
				Map.entry("POST " + ENROL, this::enrolments), Map.entry("POST " + WEBHOOK, this::webhooks));
	}

	private List<Exchange> file(String name) {
		return List.of(Exchange.of(program().get("/login/otp/" + name)));
	}

	/** Who has nothing to do on a page is led away from it. */
	private static List<Exchange> pages(String path, Program... programs) {
		return Arrays.stream(programs).map((each) -> Exchange.of(person(each).get(path))).toList();
	}

	private List<Exchange> codes() {
		Program locked = half("alice");
		List<Exchange> all = new ArrayList<>();
		for (int each = 0; each < 6; each++) {
			all.add(exchange(locked, VERIFY, "{\"code\":\"000000\"}"));
		}
		Program program = half("adam");
		this.telnyx.checks.set((code) -> CheckAnswer.EXPIRED);
		all.add(exchange(program, VERIFY, "{\"code\":\"000000\"}"));
		this.telnyx.checks.set((code) -> CheckAnswer.UNAVAILABLE);
		all.add(exchange(program, VERIFY, "{\"code\":\"000000\"}"));
		reset();
		all.add(exchange(visitor(), VERIFY, "{\"code\":\"424242\"}"));
		all.add(exchange(stranger(), VERIFY, "{\"code\":\"424242\"}"));
		all.add(exchange(half("adam"), VERIFY, "{\"code\":\"424242\",\"remember\":true}"));
		all.add(exchange(half("adam"), VERIFY, "{\"code\":\"424242\",\"remember\":\"true\"}"));
		all.add(numberOfSomebodyElse());
		all.addAll(refusals(half("adam"), VERIFY, "{\"code\":\"424242\"}", "{\"code\":424242}"));
		return all;
	}

	private List<Exchange> messages() {
		List<Exchange> all = new ArrayList<>();
		this.telnyx.sends.set((channel) -> new SendAnswer.Refused(SendAnswer.Reason.THROTTLED));
		Program program = half("adam");
		all.add(exchange(program, SEND, "{}"));
		this.telnyx.reset();
		this.clock.move(Duration.ofSeconds(40));
		all.add(exchange(program, SEND, "{\"channel\":\"sms\"}"));
		all.add(exchange(half("carol"), SEND, "{}"));
		all.add(exchange(stranger(), SEND, "{}"));
		Program forgotten = visitor();
		this.clock.move(Duration.ofMinutes(10));
		all.add(exchange(forgotten, SEND, "{}"));
		reset();
		all.addAll(refusals(half("adam"), SEND, "{\"phone\":\"0\"}", "{\"channel\":\"fax\"}"));
		this.throttle.full.set(true);
		all.add(exchange(half("alice"), SEND, "{}"));
		return all;
	}

	private List<Exchange> statuses() {
		List<Exchange> all = new ArrayList<>();
		all.add(Exchange.of(half("alice").get(STATUS)));
		all.add(Exchange.of(whole("adam").get(STATUS)));
		all.add(Exchange.of(program().get(STATUS)));
		all.add(Exchange.of(person(program()).get(STATUS)));
		Browser over = half("carol").browser().accepting("text/event-stream");
		all.add(Exchange.of(over.get(STATUS)));
		this.streams.stop();
		all.add(Exchange.of(over.get(STATUS)));
		this.streams.start();
		return all;
	}

	private List<Exchange> visits() {
		String body = VisitTests.body(this.phones.of("alice").value());
		List<Exchange> all = new ArrayList<>();
		all.add(exchange(whole("alice"), PHONE, body));
		all.add(exchange(stranger(), PHONE, body));
		all.addAll(refusals(stranger(), PHONE, body, "{\"phone\":\"+1\"}"));
		this.throttle.full.set(true);
		all.add(exchange(stranger(), PHONE, body));
		return all;
	}

	private List<Exchange> devices() {
		List<Exchange> all = new ArrayList<>(pages(DEVICES, remembered("alice"), half("alice")));
		HttpResponse<String> list = remembered("alice").get(DEVICES);
		assertThat(Program.json(list).at("/devices/0/current").asBoolean()).isTrue();
		all.add(Exchange.of(list));
		all.add(Exchange.of(half("alice").get(DEVICES)));
		return all;
	}

	private List<Exchange> forgetting() {
		Program program = remembered("alice");
		String device = Program.json(program.get(DEVICES)).at("/devices/0/device").asString();
		List<Exchange> all = new ArrayList<>();
		all.add(exchange(program, DEVICES, "{\"device\":\"" + device + "\"}"));
		all.add(exchange(half("alice"), DEVICES, "{\"device\":\"all\"}"));
		all.addAll(refusals(remembered("alice"), DEVICES, "{\"device\":\"all\"}", "{\"device\":1}"));
		return all;
	}

	private List<Exchange> enrolmentPages() {
		List<Exchange> all = new ArrayList<>(pages(ENROL, half("carol"), half("alice")));
		all.add(Exchange.of(half("alice").get(ENROL)));
		Program program = whole("adam");
		all.add(Exchange.of(program.get(ENROL)));
		this.phones.away.set(true);
		all.add(Exchange.of(program.get(ENROL)));
		return all;
	}

	private List<Exchange> enrolments() {
		String body = VisitTests.body(this.phones.free().value());
		List<Exchange> all = new ArrayList<>();
		all.add(exchange(half("alice"), ENROL, body));
		all.add(exchange(half("carol"), ENROL, VisitTests.body(VisitTests.BLOCKED)));
		all.addAll(refusals(half("carol"), ENROL, body, "{\"phone\":\"+1\"}"));
		reset();
		Program program = half("carol");
		this.throttle.full.set(true);
		all.add(exchange(program, ENROL, VisitTests.body(this.phones.free().value())));
		return all;
	}

	/** The code is right, and the application takes the number of nobody. */
	private Exchange numberOfSomebodyElse() {
		Program program = half("carol");
		program.post(ENROL, VisitTests.body(this.phones.free().value()));
		this.registry.failure.set(new PhoneNumberRefusedException("Another account has it"));
		Exchange refused = exchange(program, VERIFY, "{\"code\":\"424242\"}");
		assertThat(Program.json(refused.response()).at("/code").asString()).isEqualTo("destination");
		return refused;
	}

	/** What every place to post to refuses. */
	private List<Exchange> refusals(Program program, String path, String good, String bad) {
		List<Exchange> all = new ArrayList<>();
		all.add(exchange(program, path, bad));
		all.add(Exchange.of(program.post(path, "application/json", good, "old")));
		all.add(Exchange.of(program.post(path, "text/plain", good, program.token())));
		all.add(Exchange.of(program.post(path, LONG)));
		all.add(Exchange.of(unmeasured(program, path, good)));
		this.throttle.tight.set(true);
		this.clock.move(Duration.ofSeconds(40));
		all.add(exchange(program, path, good));
		this.throttle.reset();
		all.add(exchange(program, path, good));
		String form = good.replaceAll("[{}\"]", "").replace(":", "=").replace("+", "%2B");
		program.browser().accepting("text/html");
		all.add(Exchange.of(program.post(path, FORM, form, program.token())));
		return all;
	}

	private List<Exchange> webhooks() {
		String report = Signer.report("0a8d2b4e-8f5b-4a6e-9c1d-2f3a4b5c6d7e", "verify.unheard-of",
				"1b8d2b4e-8f5b-4a6e-9c1d-2f3a4b5c6d7e", PROFILE, "delivered");
		return List.of(new Exchange(report, webhook(report, "application/json", report)),
				new Exchange("[]", webhook("[]", "application/json", "[]")),
				Exchange.of(webhook(report, "application/json", "{}")),
				Exchange.of(webhook(report, "text/plain", report)),
				Exchange.of(webhook("x", "application/json", " ".repeat(1 << 20))));
	}

	private HttpResponse<String> webhook(String signed, String type, String sent) {
		Browser telnyx = new Browser(this.port);
		HttpRequest.Builder request = telnyx.request(WEBHOOK)
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofString(sent));
		new Signer().headers(Instant.now(), signed.getBytes(StandardCharsets.UTF_8))
			.forEach((name, values) -> request.header(name, values.get(0)));
		return telnyx.send(request);
	}

	/** A body whose length the head does not tell. */
	private static HttpResponse<String> unmeasured(Program program, String path, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return program.browser()
			.send(program.browser()
				.request(path)
				.header("Content-Type", "application/json")
				.header("X-XSRF-TOKEN", program.token())
				.POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
	}

	private static Exchange exchange(Program program, String path, String body) {
		return new Exchange(body, program.post(path, body));
	}

	/** Has given both and had the device remembered. */
	private Program remembered(String user) {
		Program program = half(user);
		program.post(VERIFY, "{\"code\":\"424242\",\"remember\":true}");
		return program;
	}

	/** Has a CSRF token and nothing else. */
	private Program stranger() {
		Program program = program();
		program.get("/open/box");
		return program;
	}

	/** Has typed a number. */
	private Program visitor() {
		Program program = stranger();
		program.post(PHONE, VisitTests.body(this.phones.of("alice").value()));
		return program;
	}

	private static Browser person(Program program) {
		return program.browser().accepting("text/html");
	}

	/** All that can be switched on, so that nobody adds a place and forgets the file. */
	private static OtpEndpoints everything() throws ReflectiveOperationException {
		RecordComponent[] parts = OtpEndpoints.class.getRecordComponents();
		List<Object> values = new ArrayList<>();
		for (RecordComponent part : parts) {
			assertThat(PLACES).as("a place for each part of OtpEndpoints").containsKey(part.getName());
			values.add(PLACES.get(part.getName()));
		}
		Constructor<OtpEndpoints> constructor = OtpEndpoints.class
			.getDeclaredConstructor(Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
		return constructor.newInstance(values.toArray());
	}

	private static Map<String, Object> places() {
		Map<String, Object> places = new HashMap<>();
		places.put("path", VERIFY);
		places.put("ownPage", null);
		places.put("logout", "/logout");
		places.put("phone", PHONE);
		places.put("listsDevices", true);
		places.put("enrols", true);
		return places;
	}

	private static boolean matches(OtpEndpoints.Endpoint endpoint, String path) {
		// Whatever stands between braces is any text
		String concrete = path.replaceAll("\\{[^}]+}", "x");
		return endpoint.pattern().matches(PathContainer.parsePath(concrete));
	}

	private static Set<String> words(Enum<?>[] values, char between) {
		return Arrays.stream(values)
			.map((each) -> each.name().toLowerCase(Locale.ROOT).replace('_', between))
			.collect(Collectors.toSet());
	}

	/**
	 * A request and its answer.
	 *
	 * @param body what was posted as JSON and is to be looked at, or {@code null}
	 * @param response the answer
	 */
	private record Exchange(String body, HttpResponse<String> response) {

		static Exchange of(HttpResponse<String> response) {
			return new Exchange(null, response);
		}

	}

}
