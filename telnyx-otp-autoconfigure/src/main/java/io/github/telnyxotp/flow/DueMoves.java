package io.github.telnyxotp.flow;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.store.ChallengeStore;
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
			this.store.due(AT_ONCE).forEach(this::move);
		}
		catch (RuntimeException ex) {
			logger.warn("Due challenges could not be listed; they are tried again", ex);
		}
	}

	private void move(ChallengeId id) {
		try {
			this.flow.move(id);
		}
		catch (RuntimeException ex) {
			logger.warn("Challenge " + id.reference() + " could not be moved; it is tried again", ex);
		}
	}

}
