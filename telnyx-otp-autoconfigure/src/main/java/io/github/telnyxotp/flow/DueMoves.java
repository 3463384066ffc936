package io.github.telnyxotp.flow;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Moves the challenges whose time has come. Meant to run every now and then, by as many
 * nodes as there are: the store lists, the flow moves each challenge once.
 *
 * @since 0.1
 */
public final class DueMoves implements Runnable {

	private static final Log logger = LogFactory.getLog(DueMoves.class);

	private static final int AT_ONCE = 200;

	private final ChallengeStore store;

	private final OtpFlow flow;

	private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

	/**
	 * Moves for one store.
	 * @param store lists what is due
	 * @param flow moves it
	 */
	public DueMoves(ChallengeStore store, OtpFlow flow) {
		this.store = store;
		this.flow = flow;
	}

	/**
	 * Moves what is due now, 200 challenges at the most. Whatever fails is logged, and
	 * tried again at the next run.
	 */
	@Override
	public void run() {
		try {
			for (ChallengeId id : this.store.due(AT_ONCE)) {
				move(id);
			}
		}
		catch (StoreUnavailableException ex) {
			// The next one would fail too
			away(ex);
		}
		catch (RuntimeException ex) {
			logger.warn("Due challenges could not be listed; they are tried again", ex);
		}
	}

	private void move(ChallengeId id) {
		try {
			this.flow.move(id);
		}
		catch (StoreUnavailableException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			logger.warn("Challenge " + id.reference() + " could not be moved; it is tried again", ex);
		}
	}

	/** Told once a minute, since this runs many times a second. */
	private void away(StoreUnavailableException ex) {
		long now = System.nanoTime();
		long quiet = this.quietUntil.get();
		if (now - quiet >= 0 && this.quietUntil.compareAndSet(quiet, now + TimeUnit.MINUTES.toNanos(1))) {
			logger.warn("Due challenges cannot be moved: " + ex.getMessage());
		}
	}

}
