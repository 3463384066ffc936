package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;

import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.Handler;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what the endpoints of one chain answer, but for submitted codes.
 */
final class OtpEndpointsFilter extends OncePerRequestFilter {

	private final List<Handler> handlers;

	private final Exchanges exchanges;

	OtpEndpointsFilter(List<Handler> handlers, Exchanges exchanges) {
		this.handlers = List.copyOf(handlers);
		this.exchanges = exchanges;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Exchange exchange = this.exchanges.of(request, response);
		for (Handler handler : this.handlers) {
			if (handler.matches(exchange)) {
				ServletReplies.write(ServletReplies.read(() -> handler.handle(exchange)), request, response);
				return;
			}
		}
		chain.doFilter(request, response);
	}

}
