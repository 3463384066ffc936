package io.github.telnyxotp.servlet;

import io.github.telnyxotp.ChallengeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the challenge of a browser in its session, and nowhere else: that binds the one
 * to the other (SEC-02). Only plain values are kept, so that any session store can.
 */
final class ChallengeSession {

	static final String ATTRIBUTE = "io.github.telnyxotp.CHALLENGE";

	private static final String OWED = "io.github.telnyxotp.OWED";

	private ChallengeSession() {
	}

	/** Notes that whoever signed in still has to prove the phone, in whatever chain. */
	static void owe(HttpServletRequest request) {
		request.getSession().setAttribute(OWED, Boolean.TRUE);
	}

	static boolean owes(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return session != null && session.getAttribute(OWED) != null;
	}

	static @Nullable ChallengeId find(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		Object id = (session != null) ? session.getAttribute(ATTRIBUTE) : null;
		return (id instanceof String text) ? new ChallengeId(text) : null;
	}

	static void keep(HttpServletRequest request, ChallengeId id) {
		request.getSession().setAttribute(ATTRIBUTE, id.value());
	}

	static void forget(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(ATTRIBUTE);
			session.removeAttribute(OWED);
		}
	}

}
