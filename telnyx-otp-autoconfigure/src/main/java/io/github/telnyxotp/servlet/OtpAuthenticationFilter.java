package io.github.telnyxotp.servlet;

import java.io.IOException;

import io.github.telnyxotp.web.CodeSubmission;
import io.github.telnyxotp.web.CodeSubmission.Submitted;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Takes the code of somebody who is signed in, or who signs in with it. Whose challenge
 * it is comes from the session and the account, never from the request (SEC-02, SEC-24).
 *
 * @since 0.1
 */
public final class OtpAuthenticationFilter extends AbstractAuthenticationProcessingFilter {

	private static final String AT_WORK = OtpAuthenticationFilter.class.getName() + ".AT_WORK";

	private static final String SUBMITTED = OtpAuthenticationFilter.class.getName() + ".SUBMITTED";

	private final CodeSubmission codes;

	private final Exchanges exchanges;

	OtpAuthenticationFilter(CodeSubmission codes, Exchanges exchanges) {
		super((RequestMatcher) (request) -> codes.matches(exchanges.of(request)));
		this.codes = codes;
		this.exchanges = exchanges;
	}

	@Override
	public @Nullable Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response)
			throws AuthenticationException, IOException, ServletException {
		request.setAttribute(AT_WORK, Boolean.TRUE);
		Submitted submitted = ServletReplies.read(() -> this.codes.read(this.exchanges.of(request, response)));
		if (submitted instanceof Submitted.Refused refused) {
			ServletReplies.write(refused.reply(), request, response);
			return null;
		}
		Submitted.Code code = (Submitted.Code) submitted;
		code.token().setDetails(this.authenticationDetailsSource.buildDetails(request));
		Authentication user = getAuthenticationManager().authenticate(code.token());
		request.setAttribute(SUBMITTED, code);
		return user;
	}

	@Override
	protected void successfulAuthentication(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			Authentication authResult) throws IOException, ServletException {
		// Not earlier: the session may have been refused
		Submitted.Code code = (Submitted.Code) request.getAttribute(SUBMITTED);
		this.codes.accepted(this.exchanges.of(request, response), authResult, code)
			.ifPresent((cookie) -> ServletReplies.set(cookie, response));
		super.successfulAuthentication(request, response, chain, authResult);
	}

	/** Whether a code is looked at, and not the first factor. */
	static boolean isAtWork(HttpServletRequest request) {
		return request.getAttribute(AT_WORK) != null;
	}

}
