package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.web.StatusSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes without waiting. For a client that reads slowly only the newest message is kept,
 * in place of the one before, and written once the client has taken what is under way; so
 * it may miss what lay between, holds nobody up and costs one message of memory. One that
 * reads nothing at all is given up after five minutes, one that is gone at the next
 * write. Safe for use by many threads.
 */
final class StatusWriter implements StatusSink, AsyncListener, WriteListener {

	private static final long LIFE_MILLIS = 300_000;

	private final AsyncContext context;

	private final ServletOutputStream out;

	private final AtomicReference<byte @Nullable []> waiting = new AtomicReference<>();

	private final AtomicBoolean unflushed = new AtomicBoolean();

	private final AtomicBoolean last = new AtomicBoolean();

	private final AtomicBoolean over = new AtomicBoolean();

	private final AtomicBoolean completed = new AtomicBoolean();

	private StatusWriter(AsyncContext context, ServletOutputStream out) {
		this.context = context;
		this.out = out;
	}

	static StatusWriter start(HttpServletRequest request, HttpServletResponse response) throws IOException {
		ServletOutputStream out = response.getOutputStream();
		AsyncContext context = request.startAsync();
		context.setTimeout(LIFE_MILLIS);
		StatusWriter writer = new StatusWriter(context, out);
		context.addListener(writer);
		out.setWriteListener(writer);
		return writer;
	}

	@Override
	public void write(byte[] message) {
		this.waiting.set(message);
		drain();
	}

	@Override
	public void writeIfIdle(byte[] message) {
		this.waiting.compareAndSet(null, message);
		drain();
	}

	@Override
	public void finish() {
		this.last.set(true);
		drain();
	}

	@Override
	public void end() {
		synchronized (this.out) {
			this.over.set(true);
			complete();
		}
	}

	@Override
	public boolean isOver() {
		return this.over.get();
	}

	private void drain() {
		// The container takes the stream back as soon as it is completed, so no two may
		// be at it; nothing in here waits
		synchronized (this.out) {
			try {
				while (!this.over.get() && this.out.isReady() && wrote()) {
					// Asks again before each step, as the container wants it
				}
			}
			catch (IOException ex) {
				// The client is gone; the container says so too, and then it is completed
				this.over.set(true);
			}
		}
	}

	/** One step, to be taken only while the container is ready. */
	private boolean wrote() throws IOException {
		byte[] message = this.waiting.getAndSet(null);
		if (message != null) {
			this.out.write(message);
			this.unflushed.set(true);
			return true;
		}
		if (this.unflushed.getAndSet(false)) {
			this.out.flush();
			return true;
		}
		if (this.last.get()) {
			end();
		}
		return false;
	}

	private void complete() {
		if (!this.completed.compareAndSet(false, true)) {
			return;
		}
		try {
			this.context.complete();
		}
		catch (IllegalStateException ex) {
			// The container was faster
		}
	}

	@Override
	public void onWritePossible() {
		drain();
	}

	@Override
	public void onError(Throwable t) {
		end();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		end();
	}

	@Override
	public void onError(AsyncEvent event) {
		end();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		this.over.set(true);
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nobody starts it again
	}

}
