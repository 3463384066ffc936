package io.github.telnyxotp.telnyx;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/**
 * Ends requests whose time is over. The time-outs of a socket begin anew with each byte,
 * so a peer that drips would never run into one. Uses one daemon thread.
 */
final class Deadline implements AutoCloseable {

	private final ScheduledThreadPoolExecutor timer;

	Deadline() {
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "telnyx-otp-deadline");
			thread.setDaemon(true);
			return thread;
		});
		this.timer.setRemoveOnCancelPolicy(true);
	}

	/**
	 * Ends a request later, wherever it then is: waiting for a connection, connecting,
	 * writing or reading.
	 * @param request the request
	 * @param nanos when, in nanoseconds from now
	 * @return to be cancelled when the request is over
	 */
	Future<?> abort(HttpUriRequestBase request, long nanos) {
		return this.timer.schedule(() -> abort(request), nanos, TimeUnit.NANOSECONDS);
	}

	private static void abort(HttpUriRequestBase request) {
		QuietTransport.enter();
		try {
			request.cancel();
		}
		finally {
			QuietTransport.leave();
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
