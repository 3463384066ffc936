package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

import io.github.telnyxotp.web.MissingFactor;
import io.github.telnyxotp.web.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;

/**
 * Asks for a code when the phone factor is missing.
 */
final class FactorEntryPoint implements AuthenticationEntryPoint {

	private final MissingFactor factor;

	private final Exchanges exchanges;

	FactorEntryPoint(MissingFactor factor, Exchanges exchanges) {
		this.factor = factor;
		this.exchanges = exchanges;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
			throws IOException {
		Reply reply = this.factor.answer(this.exchanges.of(request, response), result(refusal), errors(request));
		String page = reply.location();
		if (page != null) {
			// As all entry points of Spring Security do
			response.sendRedirect(response.encodeRedirectURL(page));
			return;
		}
		ServletReplies.write(reply, request, response);
	}

	private static @Nullable AuthorizationResult result(AuthenticationException refusal) {
		return (refusal.getCause() instanceof AuthorizationDeniedException denied) ? denied.getAuthorizationResult()
				: null;
	}

	private static List<RequiredFactorError> errors(HttpServletRequest request) {
		return (request.getAttribute(WebAttributes.REQUIRED_FACTOR_ERRORS) instanceof Collection<?> errors)
				? errors.stream().map(RequiredFactorError.class::cast).toList() : List.of();
	}

}
