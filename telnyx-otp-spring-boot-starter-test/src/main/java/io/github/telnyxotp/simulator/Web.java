package io.github.telnyxotp.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The HTTP server. It listens on the loopback address only, and answers only to the names
 * of this machine, so that no page elsewhere can reach it by a name that points here.
 */
final class Web {

	private static final Logger LOGGER = System.getLogger(Web.class.getName());

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	private static final int BACKLOG = 512;

	private static final Set<String> READING = Set.of("GET", "HEAD");

	static {
		// The server writes head and body apart; without this each answer waits 40 ms
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final VerifyApi api;

	private final ControlApi control;

	private final Faults faults;

	private final ApiErrors errors;

	private final Recorder recorder;

	private final InstantSource clock;

	Web(VerifyApi api, ControlApi control, Faults faults, ApiErrors errors, Recorder recorder, InstantSource clock) {
		this.api = api;
		this.control = control;
		this.faults = faults;
		this.errors = errors;
		this.recorder = recorder;
		this.clock = clock;
	}

	HttpServer start(int port, Executor executor, ScheduledExecutorService timer) {
		try {
			InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress("localhost", LOOPBACK), port);
			HttpServer server = HttpServer.create(address, BACKLOG);
			server.createContext("/", (exchange) -> handle(exchange, timer));
			server.setExecutor(executor);
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException("The Telnyx simulator cannot listen on port " + port
					+ ". Is another one running? Port 0 takes any free port.", ex);
		}
	}

	private void handle(HttpExchange exchange, ScheduledExecutorService timer) throws IOException {
		Request request = Request.read(exchange);
		if (request == null) {
			send(exchange, Reply.problem(413, "A body may have 64 KiB").with("Connection", "close"));
			return;
		}
		Fault fault = isApi(request) ? this.faults.next() : Fault.NONE;
		Reply reply = reply(request, fault);
		Duration delay = fault.delay();
		if (delay.isZero()) {
			send(exchange, reply);
		}
		else {
			timer.schedule(() -> send(exchange, reply), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private Reply reply(Request request, Fault fault) {
		if (!Loopback.isAuthority(request.header("Host"))) {
			return Reply.problem(403, "The simulator answers to localhost only");
		}
		String origin = request.header("Origin");
		if (!READING.contains(request.method()) && !origin.isEmpty() && !Loopback.isAuthority(origin)) {
			return Reply.problem(403, "The simulator takes orders from pages of this machine only");
		}
		try {
			return isApi(request) ? recorded(request, fault) : this.control.answer(request);
		}
		catch (BadControl ex) {
			return Reply.problem(400, String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			LOGGER.log(Level.ERROR, "The Telnyx simulator failed", ex);
			return Reply.problem(500, "The simulator failed, see its log");
		}
	}

	private Reply recorded(Request request, Fault fault) {
		RecordedRequest arrived = new RecordedRequest(request.method(), request.path(), 0, this.clock.instant());
		Reply reply = fault.answers() ? broken(fault) : this.api.answer(request);
		this.recorder.add(VerifyApi.kind(request),
				new RecordedRequest(arrived.method(), arrived.path(), reply.status(), arrived.at()));
		return reply;
	}

	private Reply broken(Fault fault) {
		String body = fault.body();
		if (body == null) {
			return this.errors.fault(fault.status());
		}
		return this.errors
			.withWaiting(Reply.of(fault.status(), "application/json", body.getBytes(StandardCharsets.UTF_8)));
	}

	private static boolean isApi(Request request) {
		return request.segment(0).equals("v2");
	}

	private static void send(HttpExchange exchange, Reply reply) {
		try (exchange) {
			exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
			exchange.getResponseHeaders().set("Cache-Control", "no-store");
			reply.headers().forEach(exchange.getResponseHeaders()::set);
			boolean bodiless = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
			exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
			write(exchange, bodiless ? new byte[0] : reply.body());
		}
		catch (IOException ex) {
			LOGGER.log(Level.DEBUG, "The caller did not wait for the answer");
		}
	}

	private static void write(HttpExchange exchange, byte[] body) throws IOException {
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(body);
		}
	}

}
