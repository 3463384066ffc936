package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import io.github.telnyxotp.web.Reply;
import io.github.telnyxotp.web.StatusStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;

/**
 * Writes replies.
 */
final class ServletReplies {

	private ServletReplies() {
	}

	/** A body that breaks off is told as the container tells it. */
	static <T> T read(Supplier<T> step) throws IOException {
		try {
			return step.get();
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	static void write(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
		response.setStatus(reply.status());
		reply.headers().forEach(response::setHeader);
		MediaType type = reply.type();
		if (type == null) {
			return;
		}
		response.setContentType(type.toString());
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		StatusStream stream = reply.stream();
		if (stream != null) {
			begin(stream, reply.bytes(), request, response);
			return;
		}
		byte[] bytes = reply.bytes();
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

	/**
	 * The first event is written by the thread of the request, together with the head.
	 */
	private static void begin(StatusStream stream, byte[] first, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		try {
			response.getOutputStream().write(first);
			response.flushBuffer();
			if (stream.isLive()) {
				stream.goOn(StatusWriter.start(request, response));
			}
		}
		finally {
			stream.settle();
		}
	}

	static void set(ResponseCookie cookie, HttpServletResponse response) {
		response.addHeader("Set-Cookie", cookie.toString());
	}

}
