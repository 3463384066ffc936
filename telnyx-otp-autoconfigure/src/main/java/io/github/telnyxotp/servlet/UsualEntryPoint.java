package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.ExceptionTranslationFilter;

/**
 * Leads somebody who signed in by phone to the login of the chain, as if nobody were
 * there. Without the words that Spring Security adds for a missing factor: a login page
 * is open to all by its exact address, and these would shut it.
 */
final class UsualEntryPoint implements AuthenticationEntryPoint, ObjectPostProcessor<ExceptionTranslationFilter> {

	private final AtomicReference<@Nullable ExceptionTranslationFilter> chain = new AtomicReference<>();

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException authException) throws IOException, ServletException {
		request.removeAttribute(WebAttributes.REQUIRED_FACTOR_ERRORS);
		ExceptionTranslationFilter filter = this.chain.get();
		if (filter == null) {
			response.sendError(HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		filter.getAuthenticationEntryPoint().commence(request, response, authException);
	}

	@Override
	@SuppressWarnings("unchecked") // it stays what it is
	public <O extends ExceptionTranslationFilter> O postProcess(O object) {
		this.chain.set(object);
		return object;
	}

}
