package io.github.telnyxotp.web;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.security.OtpContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Keeps the challenge of a browser in its session, and nowhere else: that binds the one
 * to the other (SEC-02). Only plain values are kept, so that any session store can.
 *
 * @since 0.1
 */
public final class ChallengeSession {

	static final String ATTRIBUTE = "io.github.telnyxotp.CHALLENGE";

	private static final String OWED = "io.github.telnyxotp.OWED";

	private static final String VISITOR = "io.github.telnyxotp.VISITOR";

	private static final String PHONE = "io.github.telnyxotp.PHONE";

	private static final String REPLACES = "io.github.telnyxotp.REPLACES";

	private static final String KNOWN_HERE = "io.github.telnyxotp.KNOWN_HERE";

	private static final String SPARED = "io.github.telnyxotp.SPARED";

	private static final String NAME = "io.github.telnyxotp.NAME";

	private ChallengeSession() {
	}

	/** Notes that whoever signed in still has to prove the phone, in whatever chain. */
	static void owe(Session session) {
		session.put(OWED, Boolean.TRUE);
	}

	static boolean owes(Session session) {
		return session.get(OWED) != null;
	}

	/** Notes that this sign-in needs no code. */
	static void spare(Session session, Authentication user) {
		session.put(SPARED, spared(user));
	}

	/** The next sign-in is judged anew. */
	static void endSpare(Session session) {
		session.remove(SPARED);
	}

	/** Somebody else in the same session, or with other authorities, is not. */
	static boolean isSpared(Session session, Authentication user) {
		return spared(user).equals(session.get(SPARED));
	}

	private static String spared(Authentication user) {
		return new TreeSet<>(AuthorityUtils.authorityListToSet(user.getAuthorities())) + " " + user.getName();
	}

	/**
	 * The challenge of a browser.
	 * @param session the session of the browser
	 * @return its challenge, or {@code null} if it has none
	 */
	public static @Nullable ChallengeId find(Session session) {
		return (session.get(ATTRIBUTE) instanceof String text) ? new ChallengeId(text) : null;
	}

	/** All that the session says about the next code of this person. */
	static OtpContext context(Session session, Authentication user) {
		if (session.get(REPLACES) instanceof String replaces) {
			return new OtpContext(user, find(session), null, 0, replaces, isKnownHere(session, user));
		}
		Object phone = session.get(PHONE);
		return new OtpContext(user, find(session), PendingStepUp.find(session),
				(phone instanceof Integer number) ? number : 0, null, isKnownHere(session, user));
	}

	/** Notes whether the application knew an account of whoever signed in. */
	static void know(Session session, Authentication user, boolean known) {
		session.put(KNOWN_HERE, known ? user.getName() : "");
	}

	/** The note is about one account, and outlives the code for the next one. */
	private static boolean isKnownHere(Session session, Authentication user) {
		return user.getName().equals(session.get(KNOWN_HERE));
	}

	/** Notes which of several phones the codes go to. */
	static void choose(Session session, int phone) {
		session.put(PHONE, phone);
	}

	static void keep(Session session, ChallengeId id) {
		session.put(ATTRIBUTE, id.value());
	}

	/** Notes that the code binds its phone to the account. */
	static void enrol(Session session, ChallengeId id, OtpContext context) {
		keep(session, id);
		session.put(REPLACES, Objects.requireNonNull(context.replaces()));
	}

	/** The next code is for something else. */
	static void endEnrolment(Session session) {
		session.remove(REPLACES);
	}

	/** Leaves the challenge alone; what is asked next begins another. */
	static void drop(Session session) {
		session.remove(ATTRIBUTE);
	}

	/** Notes that whoever is here may submit a code without being signed in. */
	static void visit(Session session, ChallengeId id) {
		keep(session, id);
		// The session may have outlived the login of who began one
		endEnrolment(session);
		session.put(VISITOR, Boolean.TRUE);
	}

	static boolean isVisited(Session session) {
		return session.get(VISITOR) != null;
	}

	/**
	 * A name for limits, from which nothing else can be told. It outlives a change of the
	 * session's id.
	 */
	static String name(Session session) {
		if (session.get(NAME) instanceof String name) {
			return name;
		}
		String name = ChallengeId.random().reference();
		session.put(NAME, name);
		return name;
	}

	static void forget(Session session) {
		for (String each : List.of(ATTRIBUTE, OWED, VISITOR, PHONE, REPLACES, SPARED)) {
			session.remove(each);
		}
		PendingStepUp.forget(session);
	}

}
