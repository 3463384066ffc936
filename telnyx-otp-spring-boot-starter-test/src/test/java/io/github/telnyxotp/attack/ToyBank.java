package io.github.telnyxotp.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import org.jspecify.annotations.Nullable;

/**
 * A login by phone with exactly the weaknesses that a test wants, and well defended
 * otherwise.
 */
final class ToyBank implements AutoCloseable {

	static final String ALICE = "+15550100001";

	static final String CAROL = "+15550100003";

	static final String BOB = "+15550100002";

	private static final int MESSAGES = 3;

	private static final int MESSAGES_OF_AN_ADDRESS = 5;

	private static final int WRONG_CODES = 3;

	private static final int ENOUGH = 10;

	private static final String FORM = "<form><input type=\"hidden\" name=\"_csrf\" value=\"%s\"></form>";

	private final HttpClient client = HttpClient.newHttpClient();

	private final ExecutorService executor = Executors.newFixedThreadPool(8);

	private final Map<String, Session> sessions = new ConcurrentHashMap<>();

	private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();

	private final Set<Weakness> weaknesses;

	private final TelnyxSimulator simulator;

	private final HttpServer server;

	ToyBank(TelnyxSimulator simulator, Weakness... weaknesses) throws IOException {
		this.simulator = simulator;
		this.weaknesses = Set.of(weaknesses);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	URI address() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			Session session = session(exchange);
			Map<String, String> fields = fields(body);
			switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
				case "POST /login/phone" -> enter(exchange, session, fields.getOrDefault("phone", ""));
				case "POST /login/otp" -> check(exchange, session, fields.getOrDefault("code", ""));
				case "POST /login/otp/send" -> {
					order(exchange, session.phone, fields.getOrDefault("channel", "sms"));
					redirect(exchange, "/login/otp?sent");
				}
				case "POST /telnyx/webhooks/verify" -> webhook(exchange, body);
				case "GET /login/otp/status" -> answer(exchange, 200, "{\"state\":\"waiting\"}");
				case "GET /account" -> answer(exchange, session.signedIn.get() ? 200 : 401, "");
				default -> answer(exchange, 200, FORM.formatted(session.csrf) + session.greeting);
			}
		}
	}

	private void enter(HttpExchange exchange, Session session, String phone) throws IOException {
		session.phone = phone;
		boolean known = Set.of(ALICE, BOB, CAROL).contains(phone);
		boolean shut = has(Weakness.LOCKS_EVERYBODY_OUT) && count("everybody") > ENOUGH;
		if (!shut && (known || has(Weakness.STRANGERS_GET_MESSAGES))) {
			order(exchange, phone, "sms");
		}
		if (known && has(Weakness.LEAKING_TIME)) {
			LockSupport.parkNanos(30_000_000);
		}
		if (known && has(Weakness.LEAKING_HEADER)) {
			exchange.getResponseHeaders().set("X-Customer", "yes");
		}
		if (known && has(Weakness.LEAKING_COOKIE)) {
			exchange.getResponseHeaders().add("Set-Cookie", "customer=" + UUID.randomUUID());
		}
		if (known && has(Weakness.LEAKING_BODY)) {
			session.greeting = "Welcome back!";
		}
		if (!known && has(Weakness.LEAKING_STATUS)) {
			answer(exchange, 404, "");
			return;
		}
		redirect(exchange, "/login/otp");
	}

	private void order(HttpExchange exchange, @Nullable String phone, String channel) {
		if (phone == null || (!Set.of(ALICE, BOB, CAROL).contains(phone) && !has(Weakness.STRANGERS_GET_MESSAGES))) {
			return;
		}
		String claimed = String.valueOf(exchange.getRequestHeaders().getFirst("X-Forwarded-For"));
		String address = has(Weakness.TRUSTS_THE_CLAIMED_ADDRESS) ? claimed
				: exchange.getRemoteAddress().getAddress().getHostAddress();
		boolean allowed = count("messages of " + phone) <= MESSAGES
				&& count("from " + address) <= MESSAGES_OF_AN_ADDRESS;
		if (allowed || has(Weakness.NO_SEND_LIMIT)) {
			telnyx("/verifications/" + channel, "\"phone_number\":\"" + phone + "\"");
		}
	}

	private void check(HttpExchange exchange, Session session, String code) throws IOException {
		boolean mayGuess = has(Weakness.NO_GUESS_LIMIT) || count("checks of " + session.phone) <= WRONG_CODES;
		boolean fresh = has(Weakness.CODES_COUNT_TWICE) || this.counters.get("used " + session.phone + code) == null;
		boolean right = mayGuess && fresh && session.phone != null
				&& telnyx("/verifications/by_phone_number/%2B" + session.phone.substring(1) + "/actions/verify",
						"\"code\":\"" + code + "\"")
					.contains("accepted");
		if (right && (count("used " + session.phone + code) == 1 || has(Weakness.CODES_COUNT_TWICE))) {
			session.signedIn.set(true);
			redirect(exchange, "/");
			return;
		}
		redirect(exchange, "/login/otp?error=wrong");
	}

	private void webhook(HttpExchange exchange, String body) throws IOException {
		if (!has(Weakness.BELIEVES_WEBHOOKS)) {
			answer(exchange, 401, "");
			return;
		}
		if (body.contains("verify.completed")) {
			this.sessions.values().forEach((session) -> session.signedIn.set(true));
		}
		answer(exchange, 204, "");
	}

	private String telnyx(String path, String fields) {
		String body = "{" + fields + ",\"verify_profile_id\":\"" + this.simulator.verifyProfileId() + "\"}";
		try {
			return this.client
				.send(HttpRequest.newBuilder(URI.create(this.simulator.baseUrl() + path))
					.header("Authorization", "Bearer " + this.simulator.apiKey())
					.POST(HttpRequest.BodyPublishers.ofString(body))
					.build(), HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Session session(HttpExchange exchange) {
		String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"))
			.replaceFirst(".*SESSION=([^;]*).*", "$1");
		return this.sessions.computeIfAbsent(this.sessions.containsKey(cookie) ? cookie : UUID.randomUUID().toString(),
				(id) -> {
					exchange.getResponseHeaders().add("Set-Cookie", "SESSION=" + id + "; HttpOnly");
					return new Session();
				});
	}

	private boolean has(Weakness weakness) {
		return this.weaknesses.contains(weakness);
	}

	private int count(String what) {
		return this.counters.computeIfAbsent(what, (key) -> new AtomicInteger()).incrementAndGet();
	}

	private static Map<String, String> fields(String body) {
		Map<String, String> fields = new HashMap<>();
		for (String field : List.of(body.split("&"))) {
			String[] pair = field.split("=", 2);
			fields.put(pair[0], (pair.length > 1) ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "");
		}
		return fields;
	}

	private static void redirect(HttpExchange exchange, String path) throws IOException {
		exchange.getResponseHeaders().set("Location", path);
		answer(exchange, 302, "");
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length == 0) ? -1 : bytes.length);
		if (bytes.length > 0) {
			exchange.getResponseBody().write(bytes);
		}
	}

	private static final class Session {

		private final String csrf = UUID.randomUUID().toString();

		private final AtomicBoolean signedIn = new AtomicBoolean();

		private volatile @Nullable String phone;

		private volatile String greeting = "";

	}

}
