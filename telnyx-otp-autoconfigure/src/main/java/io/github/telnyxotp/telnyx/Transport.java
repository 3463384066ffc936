package io.github.telnyxotp.telnyx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.telnyxotp.telnyx.Outcome.Lost;
import io.github.telnyxotp.telnyx.Outcome.NeverLeft;
import io.github.telnyxotp.telnyx.Outcome.Reply;
import io.github.telnyxotp.telnyx.Wire.Question;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Carries one question to Telnyx and one answer back, once, within bounds of time, size
 * and number (SEC-47, SEC-48). Safe for use by many threads.
 */
final class Transport implements AutoCloseable {

	static final int BODY_LIMIT = 64 * 1024;

	private static final long LONGEST_DRAIN = TimeUnit.SECONDS.toNanos(10);

	private final CloseableHttpClient http;

	private final TelnyxSettings settings;

	private final Warnings warnings;

	private final HttpHost target;

	private final Deadline deadline = new Deadline();

	private final int places;

	private final Semaphore callers;

	private volatile boolean closed;

	Transport(CloseableHttpClient http, TelnyxSettings settings, Warnings warnings) {
		this.http = http;
		this.settings = settings;
		this.warnings = warnings;
		this.target = HttpHost.create(settings.baseUri());
		this.places = settings.limits().maxConnections() + settings.limits().maxWaiting();
		this.callers = new Semaphore(this.places);
	}

	/**
	 * Asks once.
	 * @param question the question
	 * @param until when the answer must be complete, as {@link System#nanoTime()} counts
	 * @return what came of it
	 */
	Outcome ask(Question question, long until) {
		long nanos = until - System.nanoTime();
		if (this.closed || nanos <= 0 || !this.callers.tryAcquire()) {
			return new NeverLeft();
		}
		try {
			return QuietTransport.enter() ? exchange(question, nanos) : unsafe();
		}
		finally {
			QuietTransport.leave();
			this.callers.release();
		}
	}

	int freePlaces() {
		return this.callers.availablePermits();
	}

	private Outcome unsafe() {
		this.warnings.unsafe();
		return new NeverLeft();
	}

	private Outcome exchange(Question question, long nanos) {
		OneShotBody body = (question.body() != null) ? new OneShotBody(question.body()) : null;
		HttpUriRequestBase request = new HttpUriRequestBase((body != null) ? "POST" : "GET", question.uri());
		Future<?> timer = null;
		try {
			prepare(request, body, nanos);
			timer = this.deadline.abort(request, nanos);
			try (ClassicHttpResponse response = this.http.executeOpen(this.target, request, null)) {
				return reply(request, response);
			}
		}
		catch (IOException | RuntimeException ex) {
			this.warnings.notReached(ex);
			return (body != null && !body.touched) ? new NeverLeft() : new Lost();
		}
		finally {
			if (timer != null) {
				timer.cancel(false);
			}
		}
	}

	private void prepare(HttpUriRequestBase request, @Nullable OneShotBody body, long nanos) {
		RequestConfig.Builder config = (this.http instanceof Configurable configurable
				&& configurable.getConfig() != null) ? RequestConfig.copy(configurable.getConfig())
						: RequestConfig.custom();
		TelnyxHttp.configure(config);
		// A second line behind the deadline, which ends everything in the middle as well
		Timeout timeout = Timeout.ofMilliseconds(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
		config.setConnectionRequestTimeout(timeout).setResponseTimeout(timeout);
		request.setConfig(config.build());
		request.setEntity(body);
		request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
		String key = this.settings.apiKey().reveal();
		request.setHeader(new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key, true));
	}

	private static Reply reply(HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
		Header[] types = response.getHeaders(HttpHeaders.CONTENT_TYPE);
		byte[] body = new byte[0];
		HttpEntity entity = response.getEntity();
		if (entity != null) {
			body = entity.getContent().readNBytes(BODY_LIMIT + 1);
		}
		if (body.length > BODY_LIMIT) {
			// Closing alone would read the rest first
			request.cancel();
			throw new IOException("The answer is too long");
		}
		return new Reply(response.getCode(), (types.length == 1) ? types[0].getValue() : null, body);
	}

	/**
	 * Takes no more questions, waits for the answers under way, at most ten seconds, and
	 * closes the HTTP client.
	 */
	@Override
	public void close() {
		this.closed = true;
		try {
			long patience = Math.min(LONGEST_DRAIN, this.settings.limits().callTimeout().toNanos());
			this.callers.tryAcquire(this.places, patience, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.http.close(CloseMode.IMMEDIATE);
		this.deadline.close();
	}

	/**
	 * A body that can be written once, so that no layer can repeat the request (SEC-47),
	 * and that knows whether this has begun. A request without its body is not complete:
	 * until then nothing has left that anybody could act upon.
	 */
	private static final class OneShotBody extends AbstractHttpEntity {

		private final byte[] content;

		private volatile boolean touched;

		OneShotBody(byte[] content) {
			super(ContentType.APPLICATION_JSON, null);
			this.content = content;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			if (this.touched) {
				throw new IOException("The body was written already");
			}
			this.touched = true;
			out.write(this.content);
		}

		@Override
		public InputStream getContent() {
			return new ByteArrayInputStream(this.content);
		}

		@Override
		public long getContentLength() {
			return this.content.length;
		}

		@Override
		public boolean isRepeatable() {
			return false;
		}

		@Override
		public boolean isStreaming() {
			return true;
		}

		@Override
		public void close() {
		}

	}

}
