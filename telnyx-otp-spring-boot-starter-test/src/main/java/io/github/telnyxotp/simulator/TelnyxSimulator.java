package io.github.telnyxotp.simulator;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A Telnyx account on this machine: a real HTTP server on the loopback address that plays
 * the Verify API, phones that receive its messages, and signed webhooks. For tests and
 * demos; it forgets everything when it ends.
 *
 * <pre>{@code
 * try (TelnyxSimulator simulator = TelnyxSimulator.start()) {
 *     simulator.phone("+15550100002").whatsapp(Outcome.FAIL);
 *     // ... let the application send a code ...
 *     String code = simulator.latestCode("+15550100002");
 * }
 * }</pre>
 *
 * Safe for use by many threads. A person finds the inbox page at the root of the server.
 *
 * @since 0.1
 */
public final class TelnyxSimulator implements AutoCloseable {

	/** How long a message takes to a phone for which nothing else is set. */
	public static final Duration USUAL_DELAY = Duration.ofMillis(300);

	private static final int THREADS = 16;

	private final Switches switches = new Switches();

	private final Faults faults = new Faults();

	private final Recorder recorder = new Recorder();

	private final Ledger ledger = new Ledger();

	private final WebhookKey key = new WebhookKey();

	private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, daemon("telnyx-simulator"));

	private final ExecutorService postmen = Executors.newFixedThreadPool(2, daemon("telnyx-simulator-webhook"));

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
			daemon("telnyx-simulator-timer"));

	private final Webhooks webhooks;

	private final Verifications verifications;

	private final Phones phones;

	private final AtomicReference<Consumer<TelnyxSimulator>> start = new AtomicReference<>((fresh) -> {
	});

	private final HttpServer server;

	private TelnyxSimulator(int port, Duration delay, InstantSource clock) {
		Wire wire = new Wire(this.switches);
		ApiErrors errors = new ApiErrors(this.switches, clock);
		this.webhooks = new Webhooks(this.key, clock, this.postmen);
		this.verifications = new Verifications(clock, this.switches);
		Reports reports = new Reports(this.verifications, this.webhooks, wire, this.switches, clock);
		this.phones = new Phones(reports, this.timer, delay);
		VerifyApi api = new VerifyApi(
				new StartEndpoint(this.verifications, this.phones, errors, wire, this.switches, this.ledger),
				new CheckEndpoint(this.verifications, reports, errors, wire, this.switches, this.ledger),
				this.verifications, errors, wire, clock);
		ControlApi control = new ControlApi(this, this.phones, this.switches, this.faults, this.ledger, this.webhooks);
		Web web = new Web(api, control, this.faults, errors, this.recorder, clock);
		this.server = web.start(port, this.executor, this.timer);
	}

	/**
	 * Starts a simulator on any free port; messages take {@link #USUAL_DELAY}.
	 * @return the running simulator
	 */
	public static TelnyxSimulator start() {
		return start(0);
	}

	/**
	 * Starts a simulator; messages take {@link #USUAL_DELAY}.
	 * @param port the port, 0 to 65535; 0 takes any free one
	 * @return the running simulator
	 * @throws IllegalStateException if the port is taken
	 */
	public static TelnyxSimulator start(int port) {
		return start(port, USUAL_DELAY, InstantSource.system());
	}

	/**
	 * Starts a simulator.
	 * @param port the port, 0 to 65535; 0 takes any free one
	 * @param delay how long a message takes, 0 to 10 minutes; with 0 it has arrived
	 * before the order is answered
	 * @param clock what tells when codes expire; delays are real time
	 * @return the running simulator
	 * @throws IllegalArgumentException if a number is out of its range
	 * @throws IllegalStateException if the port is taken
	 */
	public static TelnyxSimulator start(int port, Duration delay, InstantSource clock) {
		return new TelnyxSimulator(port, delay, clock);
	}

	/**
	 * The address of the simulated API.
	 * @return for example {@code http://127.0.0.1:8025/v2}
	 */
	public URI baseUrl() {
		return URI.create("http://127.0.0.1:" + port() + "/v2");
	}

	/**
	 * The address of the page that shows the phones.
	 * @return for example {@code http://localhost:8025/}
	 */
	public URI inboxUrl() {
		return URI.create("http://localhost:" + port() + "/");
	}

	/**
	 * The key that the simulated API accepts, the same at every start.
	 * @return the bearer token; not a secret, it opens nothing else
	 */
	public String apiKey() {
		return VerifyApi.KEY;
	}

	/**
	 * The one Verify profile of the simulated account, the same at every start.
	 * @return its UUID
	 */
	public String verifyProfileId() {
		return Profile.ID;
	}

	/**
	 * The key with which webhooks can be verified, another one at each start.
	 * @return base64 of the raw 32 bytes of the Ed25519 key
	 */
	public String publicKey() {
		return this.key.publicKey();
	}

	/**
	 * A phone, to set how the channels reach it.
	 * @param e164 its number, for example {@code +15550100001}
	 * @return the phone
	 * @throws IllegalArgumentException if the number is not in E.164 form
	 */
	public Inbox phone(String e164) {
		return new Inbox(this.phones, checked(e164));
	}

	/**
	 * What has arrived on a phone.
	 * @param e164 its number
	 * @return the last 200 messages, newest first
	 * @throws IllegalArgumentException if the number is not in E.164 form
	 */
	public List<Message> messages(String e164) {
		return this.phones.messages(checked(e164));
	}

	/**
	 * The code of the newest message on a phone.
	 * @param e164 its number
	 * @return 4 to 10 digits
	 * @throws IllegalArgumentException if the number is not in E.164 form
	 * @throws IllegalStateException if nothing has arrived
	 */
	public String latestCode(String e164) {
		return messages(e164).stream()
			.findFirst()
			.map(Message::code)
			.orElseThrow(() -> new IllegalStateException(
					"No message has arrived on the phone ending in " + e164.substring(e164.length() - 2)
							+ ". Was a code sent, and does the outcome set for its channel let it arrive?"));
	}

	/**
	 * Everything that must not be seen anywhere else: the numbers and codes of all
	 * verifications since the start or the last reset.
	 * @return numbers in E.164 form, and codes
	 */
	public Set<String> secrets() {
		return this.verifications.secrets();
	}

	/**
	 * What the API was asked.
	 * @return the last 1000 requests, newest first
	 */
	public List<RecordedRequest> requests() {
		return this.recorder.requests();
	}

	/**
	 * How often the API was asked what, since the start or the last reset.
	 * @return numbers by method and path, for example {@code POST /v2/verifications/sms};
	 * phone numbers and ids in a path are replaced by <code>{phone}</code> and
	 * <code>{id}</code>
	 */
	public Map<String, Long> requestCounts() {
		return this.recorder.counts();
	}

	/**
	 * Brings trouble over the next requests to the API, in place of earlier trouble.
	 * @param fault the trouble
	 */
	public void faults(Fault fault) {
		this.faults.set(fault);
	}

	/**
	 * Chooses one of the possible answers to an open question about the API.
	 * @param which the question
	 * @param value the answer, one of those that the switch names
	 * @throws IllegalArgumentException if the switch does not know the value
	 */
	public void set(Switch which, String value) {
		this.switches.set(which, value);
	}

	/**
	 * Where webhooks are posted. Without an address none are.
	 * @param url an address on this machine, or {@code null} to end it
	 * @throws IllegalArgumentException if the address is on another machine
	 */
	public void webhookUrl(@Nullable URI url) {
		this.webhooks.url(url);
	}

	/**
	 * Sets what the simulator starts with, now and after every {@link #reset()}.
	 * @param start sets phones, switches and faults
	 */
	public void startWith(Consumer<TelnyxSimulator> start) {
		this.start.set(start);
		start.accept(this);
	}

	/**
	 * Forgets messages, verifications, requests, and all that was set, but for the
	 * {@linkplain #startWith start}. Port, keys and the address for webhooks stay;
	 * webhooks that were not yet posted are dropped.
	 */
	public void reset() {
		this.webhooks.reset();
		this.switches.reset();
		this.faults.reset();
		this.verifications.reset();
		this.phones.reset();
		this.recorder.reset();
		this.ledger.reset();
		this.start.get().accept(this);
	}

	/**
	 * Ends the server and its threads. A second call does nothing.
	 */
	@Override
	public void close() {
		this.webhooks.url(null);
		this.webhooks.reset();
		this.server.stop(0);
		this.timer.shutdownNow();
		this.postmen.shutdownNow();
		this.executor.shutdownNow();
	}

	private int port() {
		return this.server.getAddress().getPort();
	}

	private static String checked(String e164) {
		if (!Phones.isE164(e164)) {
			throw new IllegalArgumentException("The number must be in E.164 form, for example +15550100001");
		}
		return e164;
	}

	private static ThreadFactory daemon(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

}
