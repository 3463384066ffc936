package io.github.telnyxotp.sample;

import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;

/**
 * What went wrong, as the pages know it.
 *
 * @param id short name
 * @param seconds when to come back; zero if nobody knows
 */
record Problem(String id, long seconds) {

	static Problem of(SendDecision decision) {
		if (decision instanceof SendDecision.TooSoon soon) {
			return new Problem("too-soon", Later.seconds(soon.retryAfter()));
		}
		if (decision instanceof SendDecision.Limited limited) {
			return new Problem("too-many", Later.seconds(limited.retryAfter()));
		}
		if (decision instanceof SendDecision.Refused) {
			return new Problem("destination", 0);
		}
		if (decision instanceof SendDecision.Exhausted) {
			return new Problem("exhausted", 0);
		}
		return new Problem((decision instanceof SendDecision.Closed) ? "closed" : "unavailable", 0);
	}

	static Problem of(Verdict verdict) {
		if (verdict instanceof Verdict.Rejected) {
			return new Problem("wrong", 0);
		}
		if (verdict instanceof Verdict.Limited limited) {
			return new Problem("too-many", Later.seconds(limited.retryAfter()));
		}
		if (verdict instanceof Verdict.Stale) {
			return new Problem("stale", 0);
		}
		return new Problem((verdict instanceof Verdict.Unavailable) ? "unavailable" : "closed", 0);
	}

	String query() {
		return "?error=" + this.id + "&after=" + this.seconds;
	}

}
