package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.page.OtpJson;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Leads to the page that was asked for at first, or back to the form that was posted.
 */
final class OtpSuccessHandler implements AuthenticationSuccessHandler {

	private final RequestCache requests;

	private final SavedForms forms;

	private final RedirectStrategy redirects = new DefaultRedirectStrategy();

	private final SavedRequestAwareAuthenticationSuccessHandler pages = new SavedRequestAwareAuthenticationSuccessHandler();

	OtpSuccessHandler(RequestCache requests, SavedForms forms) {
		this.requests = requests;
		this.forms = forms;
		this.pages.setRequestCache(requests);
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException, ServletException {
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			SavedRequest form = this.forms.release(request, response);
			if (form != null) {
				this.redirects.sendRedirect(request, response, form.getRedirectUrl());
				return;
			}
			this.pages.onAuthenticationSuccess(request, response, authentication);
			return;
		}
		SavedRequest saved = this.requests.getRequest(request, response);
		String target = (saved != null) ? saved.getRedirectUrl() : request.getContextPath() + "/";
		this.requests.removeRequest(request, response);
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON,
				OtpJson.authenticated(target));
	}

}
