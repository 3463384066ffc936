package io.github.telnyxotp.telnyx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that may break every rule of HTTP. It reads whole requests, remembers them as
 * they came and lets the test do the rest.
 */
final class RawServer implements AutoCloseable {

	final List<String> requests = new CopyOnWriteArrayList<>();

	final AtomicInteger connections = new AtomicInteger();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket server;

	private final Behaviour behaviour;

	RawServer(Behaviour behaviour) {
		this.behaviour = behaviour;
		try {
			this.server = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	String uri() {
		return "http://127.0.0.1:" + this.server.getLocalPort() + "/v2";
	}

	static void answer(Socket socket, String head, String body) throws IOException {
		String text = head + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
	}

	static void answer(Socket socket, String body) throws IOException {
		answer(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json", body);
	}

	static void reset(Socket socket) throws IOException {
		socket.setSoLinger(true, 0);
		socket.close();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.connections.incrementAndGet();
				this.sockets.add(socket);
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// Closed
		}
	}

	private void serve(Socket socket) {
		try {
			String request = read(socket.getInputStream());
			while (request != null) {
				this.requests.add(request);
				this.behaviour.react(socket, this.requests.size());
				request = read(socket.getInputStream());
			}
		}
		catch (IOException ex) {
			// The client went away, which is what some tests want to see
		}
	}

	private static String read(InputStream in) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int next = in.read();
			if (next < 0) {
				return null;
			}
			bytes.write(next);
		}
		String head = bytes.toString(StandardCharsets.ISO_8859_1);
		int length = head.lines()
			.filter((line) -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
			.mapToInt((line) -> Integer.parseInt(line.substring(15).strip()))
			.findFirst()
			.orElse(0);
		return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "raw-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/** What the server does when a request was read. */
	interface Behaviour {

		void react(Socket socket, int requestNumber) throws IOException;

	}

}
