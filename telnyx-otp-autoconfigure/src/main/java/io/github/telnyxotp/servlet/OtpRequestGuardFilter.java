package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Optional;

import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.Reply;
import io.github.telnyxotp.web.RequestGuard;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything that reads a body.
 */
final class OtpRequestGuardFilter extends OncePerRequestFilter {

	private final RequestGuard guard;

	private final Exchanges exchanges;

	OtpRequestGuardFilter(RequestGuard guard, Exchanges exchanges) {
		this.guard = guard;
		this.exchanges = exchanges;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Exchange exchange = this.exchanges.of(request, response);
		if (!this.guard.isOurs(exchange)) {
			chain.doFilter(request, response);
			return;
		}
		this.guard.headers().forEach(response::setHeader);
		Optional<Reply> refusal = this.guard.refusal(exchange);
		if (refusal.isPresent()) {
			ServletReplies.write(refusal.get(), request, response);
			return;
		}
		chain.doFilter(request, response);
	}

}
