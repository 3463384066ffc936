package io.github.telnyxotp.servlet;

import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.SavedForms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Makes exchanges of the requests of one chain.
 *
 * @param holder who knows who is signed in
 * @param requests keeps what was asked for before somebody had to sign in
 * @param forms keeps what was posted when a code was asked for
 */
record Exchanges(SecurityContextHolderStrategy holder, RequestCache requests, RequestCache forms) {

	Exchanges(SecurityContextHolderStrategy holder, RequestCache requests) {
		this(holder, requests, formCache());
	}

	Exchange of(HttpServletRequest request, HttpServletResponse response) {
		return new ServletExchange(request, response, this);
	}

	/** For questions about a request that nobody answers just now. */
	Exchange of(HttpServletRequest request) {
		return new ServletExchange(request, null, this);
	}

	private static RequestCache formCache() {
		HttpSessionRequestCache cache = new HttpSessionRequestCache();
		cache.setSessionAttrName(SavedForms.FORM);
		cache.setCreateSessionAllowed(false);
		return cache;
	}

}
