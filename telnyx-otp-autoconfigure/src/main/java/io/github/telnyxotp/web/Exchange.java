package io.github.telnyxotp.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.telnyxotp.page.OtpPage;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;

/**
 * One HTTP request, on whichever stack, as long as it is being answered. It is used by
 * one thread at a time, which may block.
 *
 * @since 0.1
 */
public interface Exchange {

	/**
	 * The HTTP method.
	 * @return for example {@code POST}
	 */
	String method();

	/**
	 * The path within the application, without its context path, as it was sent.
	 * @return the path, parsed
	 */
	PathContainer path();

	/**
	 * Where the application lies.
	 * @return for example {@code /bank}, empty at the root
	 */
	String contextPath();

	/**
	 * The language that is wanted most.
	 * @return the locale
	 */
	Locale locale();

	/**
	 * The first value of a header.
	 * @param name of the header, in any case
	 * @return its value, or {@code null} if there is none
	 */
	@Nullable String header(String name);

	/**
	 * All values of a header.
	 * @param name of the header, in any case
	 * @return one for each line, in order
	 */
	List<String> headers(String name);

	/**
	 * A cookie.
	 * @param name of the cookie
	 * @return the value of the first one of this name, or {@code null} if there is none
	 */
	@Nullable String cookie(String name);

	/**
	 * The peer, which may be a proxy.
	 * @return its address, or {@code null} if nobody knows
	 */
	@Nullable String remoteAddress();

	/**
	 * Whether the browser came over TLS.
	 * @return {@code true} with TLS
	 */
	boolean secure();

	/**
	 * A parameter of the query string, and never of the body.
	 * @param name of the parameter
	 * @return its first value, or {@code null} if there is none
	 */
	@Nullable String query(String name);

	/**
	 * A field of the form in the body, and never of the query string (SEC-23).
	 * @param name of the field
	 * @return all its values in order, empty if there is none
	 */
	List<String> form(String name);

	/**
	 * The whole body of a request that carries no form.
	 * @return its bytes
	 * @throws java.io.UncheckedIOException if it cannot be read
	 */
	byte[] body();

	/**
	 * The length that the body is said to have.
	 * @return bytes, or a negative number if the request says nothing
	 */
	long contentLength();

	/**
	 * Whether there may be a body although no length is said.
	 * @return {@code false} if there is none for sure
	 */
	boolean mayHaveBody();

	/**
	 * The token that forms have to carry.
	 * @return the token, or {@code null} if the application needs none
	 */
	OtpPage.@Nullable Csrf csrf();

	/**
	 * Whoever the request is from.
	 * @return that person, who may be anonymous or merely remembered, or {@code null}
	 */
	@Nullable Authentication authentication();

	/**
	 * Whoever has passed the first factor.
	 * @return that person, or nothing
	 */
	default Optional<Authentication> user() {
		return Optional.ofNullable(authentication()).filter(SignedIn::is);
	}

	/**
	 * The session of the browser.
	 * @return the session, which need not exist yet
	 */
	Session session();

	/**
	 * The page that was asked for before somebody had to sign in.
	 * @return its address, whole or as a path with the context path, or nothing
	 */
	Optional<String> savedRequest();

	/**
	 * Forgets the page that was asked for.
	 */
	void forgetSavedRequest();

	/**
	 * Keeps this request, which carries a form, in the session under
	 * {@link SavedForms#FORM}, so that it can go on later.
	 */
	void saveForm();

	/**
	 * The form that was kept.
	 * @return where it goes on, whole or as a path with the context path, or nothing
	 */
	Optional<String> savedForm();

	/**
	 * Whether the reply can go on after this request was answered.
	 * @return {@code false} if it must be complete at once
	 */
	boolean canStream();

}
