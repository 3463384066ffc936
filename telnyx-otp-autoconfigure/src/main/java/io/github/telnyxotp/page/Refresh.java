package io.github.telnyxotp.page;

import java.util.Map;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.State;

/**
 * How the page gets its news without the script. It loads itself anew, which sends
 * nothing (SEC-63), from its own path, so that no notice is told twice.
 */
final class Refresh {

	private static final Template META = new Template(
			"<noscript><meta http-equiv=\"refresh\" content=\"{{seconds}};url={{pageUrl}}\" /></noscript>");

	/** Orders are answered within seconds, and hardly anybody has a code to type yet. */
	private static final long WHILE_SENDING = 3;

	/**
	 * Loading anew empties the input. Who reads a code and types it needs about that
	 * long.
	 */
	private static final long SHORTEST_WHILE_WAITING = 20;

	/** A move is made a moment after it is due. */
	private static final long MOMENT = 2;

	private Refresh() {
	}

	/** Nothing unless news are to be expected, and never while a notice is to be read. */
	static Html of(OtpPage page) {
		ChallengeStatus status = page.status();
		if (status == null) {
			return Html.NOTHING;
		}
		Next next = status.next();
		if (status.state() == State.SENDING && (page.notice() == Notice.NONE || page.notice() == Notice.SENT)) {
			return meta(page, WHILE_SENDING);
		}
		if (status.state() == State.WAITING && next != null && page.notice() == Notice.NONE) {
			return meta(page, Math.max(SHORTEST_WHILE_WAITING, Seconds.of(next.after()) + MOMENT));
		}
		return Html.NOTHING;
	}

	private static Html meta(OtpPage page, long seconds) {
		return META.fill(Map.of("seconds", seconds, "pageUrl", page.site().links().page()));
	}

}
