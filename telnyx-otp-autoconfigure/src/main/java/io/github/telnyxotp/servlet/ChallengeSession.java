package io.github.telnyxotp.servlet;

import java.util.TreeSet;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.security.OtpContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Keeps the challenge of a browser in its session, and nowhere else: that binds the one
 * to the other (SEC-02). Only plain values are kept, so that any session store can.
 */
final class ChallengeSession {

	static final String ATTRIBUTE = "io.github.telnyxotp.CHALLENGE";

	private static final String OWED = "io.github.telnyxotp.OWED";

	private static final String VISITOR = "io.github.telnyxotp.VISITOR";

	private static final String PHONE = "io.github.telnyxotp.PHONE";

	private static final String REPLACES = "io.github.telnyxotp.REPLACES";

	private static final String SPARED = "io.github.telnyxotp.SPARED";

	private static final String NAME = "io.github.telnyxotp.NAME";

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

	/** Notes that this sign-in needs no code. */
	static void spare(HttpServletRequest request, Authentication user) {
		request.getSession().setAttribute(SPARED, spared(user));
	}

	/** The next sign-in is judged anew. */
	static void endSpare(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(SPARED);
		}
	}

	/** Somebody else in the same session, or with other authorities, is not. */
	static boolean isSpared(HttpServletRequest request, Authentication user) {
		HttpSession session = request.getSession(false);
		return session != null && spared(user).equals(session.getAttribute(SPARED));
	}

	private static String spared(Authentication user) {
		return new TreeSet<>(AuthorityUtils.authorityListToSet(user.getAuthorities())) + " " + user.getName();
	}

	static @Nullable ChallengeId find(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		Object id = (session != null) ? session.getAttribute(ATTRIBUTE) : null;
		return (id instanceof String text) ? new ChallengeId(text) : null;
	}

	/** All that the session says about the next code of this person. */
	static OtpContext context(HttpServletRequest request, Authentication user) {
		HttpSession session = request.getSession(false);
		if (session != null && session.getAttribute(REPLACES) instanceof String replaces) {
			return new OtpContext(user, find(request), null, 0, replaces);
		}
		Object phone = (session != null) ? session.getAttribute(PHONE) : null;
		return new OtpContext(user, find(request), PendingStepUp.find(request),
				(phone instanceof Integer number) ? number : 0);
	}

	/** Notes which of several phones the codes go to. */
	static void choose(HttpServletRequest request, int phone) {
		request.getSession().setAttribute(PHONE, phone);
	}

	static void keep(HttpServletRequest request, ChallengeId id) {
		request.getSession().setAttribute(ATTRIBUTE, id.value());
	}

	/** Notes that the code binds its phone to the account. */
	static void enrol(HttpServletRequest request, ChallengeId id, OtpContext context) {
		keep(request, id);
		request.getSession().setAttribute(REPLACES, context.replaces());
	}

	/** The next code is for something else. */
	static void endEnrolment(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(REPLACES);
		}
	}

	/** Leaves the challenge alone; what is asked next begins another. */
	static void drop(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(ATTRIBUTE);
		}
	}

	/** Notes that whoever is here may submit a code without being signed in. */
	static void visit(HttpServletRequest request, ChallengeId id) {
		keep(request, id);
		// The session may have outlived the login of who began one
		endEnrolment(request);
		request.getSession().setAttribute(VISITOR, Boolean.TRUE);
	}

	static boolean isVisited(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return session != null && session.getAttribute(VISITOR) != null;
	}

	/**
	 * A name for limits, from which nothing else can be told. It outlives a change of the
	 * session's id.
	 */
	static String name(HttpServletRequest request) {
		HttpSession session = request.getSession();
		if (session.getAttribute(NAME) instanceof String name) {
			return name;
		}
		String name = ChallengeId.random().reference();
		session.setAttribute(NAME, name);
		return name;
	}

	static void forget(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(ATTRIBUTE);
			session.removeAttribute(OWED);
			session.removeAttribute(VISITOR);
			session.removeAttribute(PHONE);
			session.removeAttribute(REPLACES);
			session.removeAttribute(SPARED);
			PendingStepUp.forget(session);
		}
	}

}
