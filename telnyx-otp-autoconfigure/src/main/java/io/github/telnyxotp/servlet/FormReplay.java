package io.github.telnyxotp.servlet;

import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.SavedForms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Lets a form go on that was posted when a code was asked for, by Spring Security's own
 * means.
 */
final class FormReplay implements RequestCache {

	private final Exchanges exchanges;

	FormReplay(Exchanges exchanges) {
		this.exchanges = exchanges;
	}

	@Override
	public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
		this.exchanges.forms().saveRequest(request, response);
	}

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		return this.exchanges.forms().getRequest(request, response);
	}

	@Override
	public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
		Exchange exchange = this.exchanges.of(request, response);
		HttpServletRequest form = SavedForms.isReady(exchange)
				? this.exchanges.forms().getMatchingRequest(request, response) : null;
		if (form != null) {
			SavedForms.forget(exchange.session());
		}
		return form;
	}

	@Override
	public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
		SavedForms.forget(new ServletSession(request));
	}

}
