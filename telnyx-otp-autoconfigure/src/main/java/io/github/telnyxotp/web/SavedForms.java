package io.github.telnyxotp.web;

import java.util.Optional;
import java.util.Set;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;

/**
 * Keeps the form that somebody posted when a code was asked for, so that it is not lost.
 * It is posted again by the door: the browser is led to the same place, and the request
 * is given the method and fields of the saved one. That is safe because the form passed
 * the CSRF filter when it came first, and because it goes on only after the right code,
 * once, for the same account and in the same session.
 *
 * @since 0.1
 */
public final class SavedForms {

	/** Where the door keeps the form in the session. */
	public static final String FORM = "io.github.telnyxotp.FORM";

	private static final String OWNER = "io.github.telnyxotp.FORM_OWNER";

	private static final String READY = "io.github.telnyxotp.FORM_READY";

	private static final long LARGEST = 16 * 1024;

	private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	private SavedForms() {
	}

	/** Whether a request changes something, so that its CSRF token was looked at. */
	static boolean isUnsafe(Exchange exchange) {
		return !SAFE.contains(exchange.method());
	}

	static void save(Exchange exchange) {
		Session session = exchange.session();
		if (!session.exists()) {
			return;
		}
		forget(session);
		if (isForm(exchange)) {
			exchange.saveForm();
		}
		session.put(OWNER, owner(exchange));
	}

	/** Once the code was right the form may go on, from where this says. */
	static Optional<String> release(Exchange exchange) {
		Session session = exchange.session();
		if (!isOfOwner(exchange)) {
			return Optional.empty();
		}
		session.put(READY, Boolean.TRUE);
		return exchange.savedForm();
	}

	/**
	 * Whether the form that is kept may go on with this request, if it is for the place
	 * of the form. Whoever lets it go on forgets it.
	 * @param exchange the request
	 * @return {@code false} before the right code, and for anybody else
	 */
	public static boolean isReady(Exchange exchange) {
		return exchange.session().get(READY) != null && isOfOwner(exchange);
	}

	/**
	 * Forgets the form.
	 * @param session where it is kept
	 */
	public static void forget(Session session) {
		session.remove(FORM);
		session.remove(OWNER);
		session.remove(READY);
	}

	private static boolean isOfOwner(Exchange exchange) {
		return owner(exchange).equals(exchange.session().get(OWNER));
	}

	private static String owner(Exchange exchange) {
		return exchange.user().map(Authentication::getName).orElse("");
	}

	private static boolean isForm(Exchange exchange) {
		String type = exchange.header("Content-Type");
		long length = exchange.contentLength();
		return isUnsafe(exchange) && length >= 0 && length <= LARGEST && type != null
				&& type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
	}

}
