package io.github.telnyxotp.web;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import org.jspecify.annotations.Nullable;

/**
 * The challenge of a browser while nobody holds a request of it.
 *
 * @param context whose challenge it is, and which
 * @param session the session that it was found in
 * @param secondFactor who knows how it stands
 */
record WatchedChallenge(OtpContext context, Session session, OtpSecondFactor secondFactor) {

	static WatchedChallenge of(Exchange exchange, OtpContext context, OtpSecondFactor secondFactor) {
		return new WatchedChallenge(context, exchange.session().held(), secondFactor);
	}

	@Nullable ChallengeId id() {
		return this.context.challenge();
	}

	/** To be called by a thread that holds a request. */
	Optional<ChallengeStatus> status() {
		return this.secondFactor.status(this.context);
	}

	/** To be called by any thread. */
	Optional<ChallengeStatus> follow() {
		return this.secondFactor.follow(this.context);
	}

	/** Whether the session still is, and is still about this challenge. */
	boolean isCurrent() {
		try {
			ChallengeId id = id();
			return id != null && id.value().equals(this.session.get(ChallengeSession.ATTRIBUTE));
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

}
