package io.github.telnyxotp.servlet;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * The challenge of a browser while nobody holds a request of it.
 *
 * @param id the challenge, or {@code null} if the browser has none
 * @param session the session that it was found in, or {@code null}
 * @param user who is signed in there
 * @param secondFactor who knows how it stands
 */
record WatchedChallenge(@Nullable ChallengeId id, @Nullable HttpSession session, Authentication user,
		OtpSecondFactor secondFactor) {

	static WatchedChallenge of(HttpServletRequest request, Authentication user, OtpSecondFactor secondFactor) {
		return new WatchedChallenge(ChallengeSession.find(request), request.getSession(false), user, secondFactor);
	}

	/** To be called by a thread that holds a request. */
	Optional<ChallengeStatus> status() {
		return this.secondFactor.status(this.user, this.id);
	}

	/** To be called by any thread. */
	Optional<ChallengeStatus> follow() {
		return Optional.ofNullable(this.id).flatMap((id) -> this.secondFactor.follow(this.user, id));
	}

	/** Whether the session still is, and is still about this challenge. */
	boolean isCurrent() {
		try {
			Object now = (this.session != null) ? this.session.getAttribute(ChallengeSession.ATTRIBUTE) : null;
			return this.id != null && this.id.value().equals(now);
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

}
