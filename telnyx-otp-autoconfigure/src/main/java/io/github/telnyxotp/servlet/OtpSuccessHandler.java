package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.page.OtpJson;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Leads to the page that was asked for at first.
 */
final class OtpSuccessHandler implements AuthenticationSuccessHandler {

	private final RequestCache requests;

	private final SavedRequestAwareAuthenticationSuccessHandler pages = new SavedRequestAwareAuthenticationSuccessHandler();

	OtpSuccessHandler(RequestCache requests) {
		this.requests = requests;
		this.pages.setRequestCache(requests);
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException, ServletException {
		if (OtpReplies.WANTS_PAGE.matches(request)) {
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
