package io.github.telnyxotp.servlet;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The challenge of a browser while nobody holds a request of it.
 *
 * @param context whose challenge it is, and which
 * @param session the session that it was found in, or {@code null}
 * @param secondFactor who knows how it stands
 */
record WatchedChallenge(OtpContext context, @Nullable HttpSession session, OtpSecondFactor secondFactor) {

	static WatchedChallenge of(HttpServletRequest request, OtpContext context, OtpSecondFactor secondFactor) {
		return new WatchedChallenge(context, request.getSession(false), secondFactor);
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
			Object now = (this.session != null) ? this.session.getAttribute(ChallengeSession.ATTRIBUTE) : null;
			ChallengeId id = id();
			return id != null && id.value().equals(now);
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

}
