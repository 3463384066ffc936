package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.OutdatedForms;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Answers forms of ours that are out of date. Everything else goes its usual way: Spring
 * Security may ask this handler about any request.
 */
final class OutdatedFormHandler implements AccessDeniedHandler {

	private final OutdatedForms forms;

	private final Exchanges exchanges;

	private final AccessDeniedHandler usual = new AccessDeniedHandlerImpl();

	OutdatedFormHandler(OutdatedForms forms, Exchanges exchanges) {
		this.forms = forms;
		this.exchanges = exchanges;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException, ServletException {
		Exchange exchange = this.exchanges.of(request, response);
		if (denied instanceof CsrfException && this.forms.matches(exchange)) {
			ServletReplies.write(this.forms.answer(exchange), request, response);
			return;
		}
		this.usual.handle(request, response, denied);
	}

}
