package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.page.OtpProblem.Kind;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Leads a person whose form is out of date (session over, signed in again in another tab)
 * back to the page instead of to a bare 403, and tells a program. Everything else goes
 * its usual way: Spring Security may ask this handler about any request.
 */
final class OutdatedFormHandler implements AccessDeniedHandler {

	private final RequestMatcher forms;

	private final OtpReplies replies;

	private final AccessDeniedHandler usual = new AccessDeniedHandlerImpl();

	OutdatedFormHandler(RequestMatcher forms, OtpReplies replies) {
		this.forms = forms;
		this.replies = replies;
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
			throws IOException, ServletException {
		boolean outdated = denied instanceof CsrfException && this.forms.matches(request);
		if (outdated) {
			this.replies.refuse(request, response, Kind.OUTDATED);
			return;
		}
		this.usual.handle(request, response, denied);
	}

}
