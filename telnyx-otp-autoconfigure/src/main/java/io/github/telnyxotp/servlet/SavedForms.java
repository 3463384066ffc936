package io.github.telnyxotp.servlet;

import java.util.Objects;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Keeps the form that somebody posted when a code was asked for, so that it is not lost.
 * It is posted again by Spring Security's own means: the browser is led to the same
 * place, and the request is given the method and fields of the saved one. That is safe
 * because the form passed the CSRF filter when it came first, and because it goes on only
 * after the right code, once, for the same account and in the same session.
 */
final class SavedForms implements RequestCache {

	private static final String FORM = "io.github.telnyxotp.FORM";

	private static final String OWNER = "io.github.telnyxotp.FORM_OWNER";

	private static final String READY = "io.github.telnyxotp.FORM_READY";

	private static final long LARGEST = 16 * 1024;

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private final HttpSessionRequestCache cache = new HttpSessionRequestCache();

	private final SignedIn signedIn;

	SavedForms(SignedIn signedIn) {
		this.signedIn = signedIn;
		this.cache.setSessionAttrName(FORM);
		this.cache.setCreateSessionAllowed(false);
		this.cache.setRequestMatcher(SavedForms::isForm);
	}

	/** Whether a request changes something, so that its CSRF token was looked at. */
	static boolean isUnsafe(HttpServletRequest request) {
		return !SAFE.contains(request.getMethod());
	}

	@Override
	public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession(false);
		if (session == null) {
			return;
		}
		forget(session);
		this.cache.saveRequest(request, response);
		session.setAttribute(OWNER, owner());
	}

	/** Once the code was right the form may go on. */
	@Nullable SavedRequest release(HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession(false);
		if (session == null || !owner().equals(session.getAttribute(OWNER))) {
			return null;
		}
		session.setAttribute(READY, Boolean.TRUE);
		return getRequest(request, response);
	}

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		return this.cache.getRequest(request, response);
	}

	@Override
	public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession(false);
		boolean ready = session != null && session.getAttribute(READY) != null
				&& owner().equals(session.getAttribute(OWNER));
		HttpServletRequest form = ready ? this.cache.getMatchingRequest(request, response) : null;
		if (form != null) {
			forget(Objects.requireNonNull(session));
		}
		return form;
	}

	@Override
	public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			forget(session);
		}
	}

	private static void forget(HttpSession session) {
		session.removeAttribute(FORM);
		session.removeAttribute(OWNER);
		session.removeAttribute(READY);
	}

	private String owner() {
		return this.signedIn.find().map((user) -> user.getName()).orElse("");
	}

	private static boolean isForm(HttpServletRequest request) {
		String type = request.getContentType();
		long length = request.getContentLengthLong();
		return isUnsafe(request) && length >= 0 && length <= LARGEST && type != null
				&& type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

}
