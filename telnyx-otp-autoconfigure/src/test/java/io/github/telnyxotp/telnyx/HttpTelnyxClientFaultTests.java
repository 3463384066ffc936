package io.github.telnyxotp.telnyx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.http.client.HttpClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class HttpTelnyxClientFaultTests {

	private static final SendAnswer NEVER_LEFT = new SendAnswer.Refused(Reason.NEVER_LEFT);

	private static final SendAnswer UNKNOWN = new SendAnswer.Unknown();

	private static final SendAnswer STARTED = new SendAnswer.Accepted(Telephones.VERIFICATION);

	private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

	@BeforeAll
	static void warmUp() throws Exception {
		// Loading classes takes longer than the deadline of these tests
		try (RawServer server = new RawServer((socket, number) -> RawServer.answer(socket, Telephones.STARTED));
				HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(STARTED);
		}
	}

	@Test
	@DisplayName("SEC-48 an answer that drips ends at the deadline")
	void anAnswerThatDripsEndsAtTheDeadline() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> drip(socket));
				HttpTelnyxClient client = quick(server.uri())) {
			assertThat(timed(() -> send(client), 250, 2000)).isEqualTo(UNKNOWN);
			assertThat(timed(() -> check(client), 250, 2000)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(server.requests).hasSize(2);
		}
	}

	@Test
	@DisplayName("SEC-48 a head that drips ends at the deadline")
	void aHeadThatDripsEndsAtTheDeadline() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
			socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
			trickle(socket);
		}); HttpTelnyxClient client = quick(server.uri())) {
			assertThat(timed(() -> send(client), 250, 2000)).isEqualTo(UNKNOWN);
			assertThat(server.requests).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-47 after a time-out the outcome is unknown and nothing is sent again")
	void afterATimeOutTheOutcomeIsUnknown() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
		}); HttpTelnyxClient client = quick(server.uri())) {
			assertThat(timed(() -> send(client), 250, 2000)).isEqualTo(UNKNOWN);
			assertThat(timed(() -> check(client), 250, 2000)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(server.requests).hasSize(2);
		}
	}

	@Test
	@DisplayName("SEC-47 a reset after reading is unknown and nothing is sent again")
	void aResetAfterReadingIsUnknown() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> RawServer.reset(socket));
				HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(UNKNOWN);
			assertThat(check(client)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(server.requests).hasSize(2);
		}
	}

	@Test
	@DisplayName("SEC-47 half an answer is unknown and nothing is sent again")
	void halfAnAnswerIsUnknown() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
			write(socket, OK + "Content-Length: 10000\r\n\r\n" + Telephones.STARTED);
			socket.close();
		}); HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(UNKNOWN);
			assertThat(server.requests).hasSize(1);
		}
	}

	@Test
	@DisplayName("SEC-47 a resting connection that the server closed is not used for a request")
	void aRestingConnectionThatTheServerClosedIsNotUsed() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
			RawServer.answer(socket, Telephones.STARTED);
			socket.close();
		}); HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(STARTED);
			// Connections are looked at after they rested for a tenth of a second
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
			assertThat(send(client)).isEqualTo(STARTED);
			assertThat(server.requests).hasSize(2);
			assertThat(server.connections).hasValue(2);
		}
	}

	@Test
	@DisplayName("SEC-47 a connection that dies under a request is not replaced by another")
	void aConnectionThatDiesUnderARequestIsNotReplaced() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
			if (number == 1) {
				RawServer.answer(socket, Telephones.STARTED);
			}
			else {
				socket.close();
			}
		}); HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(STARTED);
			assertThat(send(client)).isEqualTo(UNKNOWN);
			assertThat(server.requests).hasSize(2);
			assertThat(server.connections).hasValue(1);
		}
	}

	@Test
	@DisplayName("SEC-58 a refused port is certain never to have been reached")
	void aRefusedPortWasNeverReached() throws Exception {
		String uri;
		try (RawServer server = new RawServer((socket, number) -> {
		})) {
			uri = server.uri();
		}
		try (HttpTelnyxClient client = patient(uri)) {
			assertThat(send(client)).isEqualTo(NEVER_LEFT);
			assertThat(check(client)).isEqualTo(CheckAnswer.NEVER_LEFT);
			assertThat(client.retrieve(Telephones.VERIFICATION)).isEqualTo(VerificationStatus.UNKNOWN);
		}
	}

	@Test
	@DisplayName("SEC-58 an unknown host is certain never to have been reached")
	void anUnknownHostWasNeverReached() {
		TelnyxSettings settings = Telephones.settings("https://nowhere.invalid/v2");
		var http = Telephones.builder(settings).withDnsResolver(new SystemDefaultDnsResolver() {
			@Override
			public InetAddress[] resolve(String host) throws UnknownHostException {
				throw new UnknownHostException(host);
			}
		}).build(HttpClientSettings.defaults());
		try (HttpTelnyxClient client = new HttpTelnyxClient(http, settings)) {
			assertThat(send(client)).isEqualTo(NEVER_LEFT);
			assertThat(check(client)).isEqualTo(CheckAnswer.NEVER_LEFT);
		}
	}

	@Test
	@DisplayName("SEC-48 a deadline while connecting means that nothing left")
	void aDeadlineWhileConnectingMeansThatNothingLeft() throws Exception {
		List<Socket> fill = new ArrayList<>();
		// Nobody accepts, and once the queue is full the kernel answers no more
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			fillQueue(full, fill);
			try (HttpTelnyxClient client = quick("http://127.0.0.1:" + full.getLocalPort() + "/v2")) {
				assertThat(timed(() -> send(client), 250, 1500)).isEqualTo(NEVER_LEFT);
			}
		}
		finally {
			for (Socket socket : fill) {
				socket.close();
			}
		}
	}

	@Test
	@DisplayName("SEC-48 a deadline in the TLS handshake means that nothing left")
	void aDeadlineInTheTlsHandshakeMeansThatNothingLeft() throws Exception {
		try (RawServer silent = new RawServer((socket, number) -> {
		}); HttpTelnyxClient client = quick(silent.uri().replace("http:", "https:"))) {
			assertThat(timed(() -> send(client), 250, 2000)).isEqualTo(NEVER_LEFT);
			assertThat(silent.requests).isEmpty();
			assertThat(silent.connections).hasValue(1);
		}
	}

	@Test
	@DisplayName("SEC-48 connections and waiting callers are bounded, the rest is refused at once")
	void connectionsAndWaitingCallersAreBounded() throws Exception {
		TelnyxSettings.Limits limits = new TelnyxSettings.Limits(Duration.ofMillis(1500), 3, 4);
		ExecutorService threads = Executors.newFixedThreadPool(40);
		try (RawServer hung = new RawServer((socket, number) -> {
		}); HttpTelnyxClient client = Telephones.client(Telephones.with(Telephones.settings(hung.uri()), limits))) {
			AtomicLong slowestRefusal = new AtomicLong();
			List<Future<SendAnswer>> first = callers(threads, 7, () -> send(client));
			Awaitility.await().until(() -> hung.requests.size() == 3 && client.freePlaces() == 0);
			List<Future<SendAnswer>> rest = callers(threads, 33, () -> {
				long start = System.nanoTime();
				SendAnswer answer = send(client);
				slowestRefusal.accumulateAndGet(System.nanoTime() - start, Math::max);
				return answer;
			});
			for (Future<SendAnswer> answer : rest) {
				assertThat(answer.get()).isEqualTo(NEVER_LEFT);
			}
			assertThat(Duration.ofNanos(slowestRefusal.get())).isLessThan(Duration.ofSeconds(1));
			assertThat(hung.connections).hasValue(3);
			List<SendAnswer> answers = new ArrayList<>();
			for (Future<SendAnswer> answer : first) {
				answers.add(answer.get());
			}
			assertThat(answers).isSubsetOf(UNKNOWN, NEVER_LEFT);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	@DisplayName("SEC-71 places are given back after faults")
	void placesAreGivenBackAfterFaults() throws Exception {
		TelnyxSettings.Limits limits = new TelnyxSettings.Limits(Duration.ofMillis(300), 1, 0);
		try (RawServer server = new RawServer((socket, number) -> {
			if (number <= 3) {
				RawServer.reset(socket);
			}
			else if (number > 4) {
				RawServer.answer(socket, Telephones.STARTED);
			}
		}); HttpTelnyxClient client = Telephones.client(Telephones.with(Telephones.settings(server.uri()), limits))) {
			for (int i = 0; i < 4; i++) {
				assertThat(send(client)).isEqualTo(UNKNOWN);
			}
			assertThat(send(client)).isEqualTo(STARTED);
		}
	}

	@Test
	@DisplayName("SEC-48 a body of 64 KiB is read, one byte more is refused")
	void aBodyOverTheLimitIsRefused() throws Exception {
		int padding = Transport.BODY_LIMIT - Telephones.STARTED.length();
		try (RawServer server = new RawServer(
				(socket, number) -> RawServer.answer(socket, Telephones.STARTED + " ".repeat(padding + number - 1)));
				HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(STARTED);
			assertThat(send(client)).isEqualTo(UNKNOWN);
			assertThat(server.connections).hasValue(1);
		}
	}

	@Test
	@DisplayName("SEC-48 an endless body is cut off and not drained")
	void anEndlessBodyIsCutOff() throws Exception {
		AtomicLong written = new AtomicLong();
		CountDownLatch ended = new CountDownLatch(1);
		try (RawServer server = new RawServer((socket, number) -> flood(socket, written, ended));
				HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()))) {
			assertThat(timed(() -> check(client), 0, 3000)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
			assertThat(written.get()).isLessThan(20_000_000);
		}
	}

	@Test
	@DisplayName("SEC-48 a head without end is cut off")
	void aHeadWithoutEndIsCutOff() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> write(socket,
				OK + ((number == 1) ? "X: y\r\n".repeat(200) : "X: " + "y".repeat(20_000) + "\r\n") + "Content-Length: "
						+ Telephones.STARTED.length() + "\r\n\r\n" + Telephones.STARTED));
				HttpTelnyxClient client = patient(server.uri())) {
			assertThat(send(client)).isEqualTo(UNKNOWN);
			assertThat(send(client)).isEqualTo(UNKNOWN);
		}
	}

	@Test
	@DisplayName("SEC-48 a compressed answer is not decompressed")
	void aCompressedAnswerIsNotDecompressed() throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(Telephones.ACCEPTED.getBytes(StandardCharsets.UTF_8));
		}
		try (RawServer server = new RawServer((socket, number) -> {
			write(socket, OK + "Content-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n");
			bytes.writeTo(socket.getOutputStream());
		}); HttpTelnyxClient client = patient(server.uri())) {
			assertThat(check(client)).isEqualTo(CheckAnswer.UNAVAILABLE);
		}
	}

	@Test
	@DisplayName("SEC-51 an answer without body is unavailable")
	void anAnswerWithoutBodyIsUnavailable() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> write(socket,
				(number == 1) ? "HTTP/1.1 204 No Content\r\n\r\n" : OK + "Content-Length: 0\r\n\r\n"));
				HttpTelnyxClient client = patient(server.uri())) {
			assertThat(check(client)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(check(client)).isEqualTo(CheckAnswer.UNAVAILABLE);
			assertThat(server.requests).hasSize(2);
		}
	}

	@Test
	@DisplayName("SEC-51 what is not HTTP is unavailable")
	void whatIsNotHttpIsUnavailable() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> {
			write(socket, Telephones.ACCEPTED + "\r\n\r\n");
			socket.close();
		}); HttpTelnyxClient client = patient(server.uri())) {
			assertThat(check(client)).isEqualTo(CheckAnswer.UNAVAILABLE);
		}
	}

	@Test
	@DisplayName("SEC-71 closing waits for the answer under way")
	void closingWaitsForTheAnswerUnderWay() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try (RawServer server = new RawServer((socket, number) -> {
			asked.countDown();
			await(go);
			RawServer.answer(socket, Telephones.STARTED);
		})) {
			HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()));
			Future<SendAnswer> answer = threads.submit(() -> send(client));
			assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
			Future<?> closing = threads.submit(client::close);
			Awaitility.await().until(() -> send(client).equals(NEVER_LEFT));
			assertThat(closing).isNotDone();
			go.countDown();
			assertThat(answer.get()).isEqualTo(STARTED);
			closing.get();
			assertThat(server.requests).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void fillQueue(ServerSocket full, List<Socket> fill) throws IOException {
		for (int i = 0; i < 10; i++) {
			Socket socket = new Socket();
			fill.add(socket);
			try {
				socket.connect(full.getLocalSocketAddress(), 200);
			}
			catch (SocketTimeoutException ex) {
				return;
			}
		}
		throw new IllegalStateException("The queue did not fill");
	}

	private static <T> List<Future<T>> callers(ExecutorService threads, int count, Supplier<T> call) {
		List<Future<T>> futures = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			futures.add(threads.submit(call::get));
		}
		return futures;
	}

	private static void drip(Socket socket) throws IOException {
		write(socket, OK + "Content-Length: 10000\r\n\r\n");
		trickle(socket);
	}

	private static void trickle(Socket socket) throws IOException {
		while (true) {
			socket.getOutputStream().write(' ');
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
		}
	}

	private static void flood(Socket socket, AtomicLong written, CountDownLatch ended) throws IOException {
		byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
		OutputStream out = socket.getOutputStream();
		try {
			write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n");
			while (written.addAndGet(chunk.length) < 100_000_000) {
				out.write(chunk);
			}
		}
		finally {
			ended.countDown();
		}
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void await(CountDownLatch latch) throws IOException {
		try {
			latch.await(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IOException(ex);
		}
	}

	private static <T> T timed(Supplier<T> call, long atLeastMillis, long atMostMillis) {
		long start = System.nanoTime();
		T answer = call.get();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(atLeastMillis),
				Duration.ofMillis(atMostMillis));
		return answer;
	}

	private static HttpTelnyxClient patient(String uri) {
		return Telephones.client(Telephones.settings(uri));
	}

	private static HttpTelnyxClient quick(String uri) {
		return Telephones.client(Telephones.with(Telephones.settings(uri), Telephones.QUICK));
	}

	private static SendAnswer send(HttpTelnyxClient client) {
		return client.send(Telephones.PHONE, Channel.SMS, Telephones.FIVE_MINUTES);
	}

	private static CheckAnswer check(HttpTelnyxClient client) {
		return client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
	}

}
