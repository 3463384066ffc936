package io.github.telnyxotp.attack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 to this machine, one connection for each request. It is written by hand
 * because the client of the JDK can choose the address that a request comes from only
 * since Java 19. Names are compared and never resolved, so that no name that somebody
 * else owns leads an attack away from here.
 *
 * @param base where the application is
 */
record LoopbackHttp(URI base) {

	private static final int TIMEOUT_MILLIS = 15_000;

	private static final int LARGEST = 1 << 20;

	LoopbackHttp {
		if (!"http".equals(base.getScheme()) || base.getPort() < 1 || base.getUserInfo() != null
				|| !List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(base.getHost()))) {
			throw new IllegalArgumentException(
					"Attackers stay on this machine: the address must be http://localhost:<port>");
		}
	}

	Response send(String method, String path, Map<String, String> headers, String body, @Nullable InetAddress from) {
		byte[] content = body.getBytes(StandardCharsets.UTF_8);
		StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + this.base.getAuthority()
				+ "\r\nConnection: close\r\nContent-Length: " + content.length + "\r\n");
		headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		long begun = System.nanoTime();
		try (Socket socket = connect(from)) {
			socket.setSoTimeout(TIMEOUT_MILLIS);
			ByteArrayOutputStream request = new ByteArrayOutputStream();
			request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
			request.writeBytes(content);
			socket.getOutputStream().write(request.toByteArray());
			byte[] answer = socket.getInputStream().readNBytes(LARGEST);
			return parse(answer, Duration.ofNanos(System.nanoTime() - begun));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The application on port " + this.base.getPort() + " did not answer", ex);
		}
	}

	private Socket connect(@Nullable InetAddress from) throws IOException {
		byte[] four = { 127, 0, 0, 1 };
		boolean six = "[::1]".equals(this.base.getHost());
		InetAddress to = InetAddress
			.getByAddress(six ? new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } : four);
		InetSocketAddress target = new InetSocketAddress(to, this.base.getPort());
		Socket socket = new Socket();
		try {
			if (from != null && !six) {
				bind(socket, from);
			}
			socket.connect(target, TIMEOUT_MILLIS);
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	/** Only Linux has all of 127.0.0.0/8. Elsewhere all attackers share one address. */
	private static void bind(Socket socket, InetAddress from) throws IOException {
		try {
			socket.bind(new InetSocketAddress(from, 0));
		}
		catch (BindException ex) {
			socket.bind(null);
		}
	}

	private static Response parse(byte[] answer, Duration took) throws IOException {
		InputStream in = new ByteArrayInputStream(answer);
		String[] first = line(in).split(" ", 3);
		if (first.length < 2 || !first[1].matches("[0-9]{3}")) {
			throw new IOException("This is not HTTP");
		}
		Map<String, List<String>> headers = new HashMap<>();
		for (String line = line(in); !line.isEmpty(); line = line(in)) {
			int colon = Math.max(0, line.indexOf(':'));
			headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).trim());
		}
		boolean chunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
		byte[] body = chunked ? dechunked(in) : in.readAllBytes();
		return new Response(Integer.parseInt(first[1]), headers, new String(body, StandardCharsets.UTF_8), took);
	}

	private static byte[] dechunked(InputStream in) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = size(line(in)); size > 0; size = size(line(in))) {
			body.writeBytes(in.readNBytes(size));
			line(in);
		}
		return body.toByteArray();
	}

	private static int size(String line) {
		String digits = line.replaceFirst(";.*", "").trim();
		return digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
	}

	private static String line(InputStream in) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int next = in.read(); next != -1 && next != '\n'; next = in.read()) {
			if (next != '\r') {
				line.write(next);
			}
		}
		return line.toString(StandardCharsets.ISO_8859_1);
	}

}
