package io.github.telnyxotp.servlet;

import io.github.telnyxotp.web.SecondFactorStart;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/**
 * Begins the second factor with every login but the one by code.
 */
final class FirstFactorPassed implements SessionAuthenticationStrategy {

	private final SecondFactorStart start;

	private final Exchanges exchanges;

	FirstFactorPassed(SecondFactorStart start, Exchanges exchanges) {
		this.start = start;
		this.exchanges = exchanges;
	}

	@Override
	public void onAuthentication(Authentication user, HttpServletRequest request, HttpServletResponse response) {
		if (!OtpAuthenticationFilter.isAtWork(request)) {
			this.start.begin(this.exchanges.of(request, response), user)
				.ifPresent((cookie) -> ServletReplies.set(cookie, response));
		}
	}

}
