package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Optional;

import io.github.telnyxotp.web.Reply;
import io.github.telnyxotp.web.Resting;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says when a sensitive action is possible again that rests after a change of number. It
 * stands where rules and methods refuse.
 */
final class RestFilter extends OncePerRequestFilter {

	private final Resting resting;

	private final Exchanges exchanges;

	RestFilter(Resting resting, Exchanges exchanges) {
		this.resting = resting;
		this.exchanges = exchanges;
	}

	/** Work that a controller ends later is refused there too. */
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			if (response.isCommitted()) {
				throw ex;
			}
			Optional<Reply> reply = this.resting.answer(this.exchanges.of(request, response), ex);
			if (reply.isEmpty()) {
				throw ex;
			}
			response.resetBuffer();
			ServletReplies.write(reply.get(), request, response);
		}
	}

}
