package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.function.Predicate;

import io.github.telnyxotp.web.PhoneDemand;
import io.github.telnyxotp.web.RequestGuard;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Marks requests of a chain in which OTP is active, so that rules of other chains go on
 * as before. Code pages are left out, or nobody could reach them.
 *
 * @since 0.1
 */
public final class OtpActiveFilter extends OncePerRequestFilter {

	private static final String ATTRIBUTE = OtpActiveFilter.class.getName() + ".ACTIVE";

	private final RequestGuard guard;

	private final Exchanges exchanges;

	OtpActiveFilter(RequestGuard guard, Exchanges exchanges) {
		this.guard = guard;
		this.exchanges = exchanges;
	}

	/**
	 * Whether the phone factor is demanded for a request: in a chain in which OTP is
	 * active always, and in every other chain of a session whose user has passed the
	 * first factor only (SEC-33).
	 * @param request the request
	 * @return {@code false} where OTP is no concern
	 */
	public static boolean isActive(HttpServletRequest request) {
		return PhoneDemand.isActive(mark(request), new ServletSession(request));
	}

	/** What the chain says of a request, {@code null} if it says nothing. */
	static @Nullable Boolean mark(HttpServletRequest request) {
		return (Boolean) request.getAttribute(ATTRIBUTE);
	}

	/**
	 * What is true of the request of this thread. Work that goes on without its request,
	 * on message or task threads, is not covered.
	 */
	static boolean isInRequest(Predicate<HttpServletRequest> question) {
		try {
			return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
					&& question.test(current.getRequest());
		}
		catch (IllegalStateException ex) {
			// The attributes were handed to another thread and their request is over
			return false;
		}
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		// An error page belongs to what was asked for: a code page may fail too, and must
		// not lead to itself for ever
		if (request.getAttribute(ATTRIBUTE) == null) {
			request.setAttribute(ATTRIBUTE, !this.guard.isCodePage(this.exchanges.of(request, response)));
		}
		chain.doFilter(request, response);
	}

	/** What the firewall refuses comes here as an error only. */
	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

}
