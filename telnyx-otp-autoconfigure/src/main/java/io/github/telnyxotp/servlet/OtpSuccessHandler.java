package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.page.OtpJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Leads to the page that was asked for at first, or back to the form that was posted.
 */
final class OtpSuccessHandler implements AuthenticationSuccessHandler {

	private final RequestCache requests;

	private final SavedForms forms;

	OtpSuccessHandler(RequestCache requests, SavedForms forms) {
		this.requests = requests;
		this.forms = forms;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		SavedRequest saved = this.requests.getRequest(request, response);
		String target = (saved != null) ? saved.getRedirectUrl() : "/";
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			SavedRequest form = this.forms.release(request, response);
			// Kept until it is asked for: the loser of a double click goes there too
			OtpReplies.lead(request, response, (form != null) ? form.getRedirectUrl() : target);
			return;
		}
		this.requests.removeRequest(request, response);
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON,
				OtpJson.authenticated(OtpReplies.local(request, target)));
	}

}
