package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Collection;

import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Factor;
import io.github.telnyxotp.security.PhoneFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;

/**
 * Tells a program that the phone factor is missing or too old, and where to get it.
 */
final class FactorEntryPoint implements AuthenticationEntryPoint {

	private final OtpEndpoints endpoints;

	FactorEntryPoint(OtpEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException authException) throws IOException {
		OtpProblem problem = OtpProblem.factorRequired(factor(request), this.endpoints.links(request));
		OtpReplies.write(response, problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON,
				OtpJson.problem(problem));
	}

	private static Factor factor(HttpServletRequest request) {
		boolean expired = request.getAttribute(WebAttributes.REQUIRED_FACTOR_ERRORS) instanceof Collection<?> errors
				&& errors.stream().anyMatch(FactorEntryPoint::isExpired);
		return expired ? Factor.EXPIRED : Factor.MISSING;
	}

	private static boolean isExpired(Object error) {
		return error instanceof RequiredFactorError factor && factor.isExpired()
				&& factor.getRequiredFactor().getAuthority().startsWith(PhoneFactor.AUTHORITY);
	}

}
