package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Opaque bearer tokens: who issues them, and the filter that lets them in.
 */
final class Tokens extends OncePerRequestFilter {

	private final Map<String, Token> issued = new ConcurrentHashMap<>();

	String issue(Authentication user, Instant authTime, String... amr) {
		return issue(user.getName(), authTime, amr);
	}

	String issue(String subject, Instant authTime, String... amr) {
		String value = UUID.randomUUID().toString();
		this.issued.put(value, new Token(subject, authTime, List.of(amr)));
		return value;
	}

	Token find(String value) {
		return this.issued.get(value);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String header = request.getHeader("Authorization");
		Token token = (header != null) ? this.issued.get(header.replaceFirst("^Bearer ", "")) : null;
		if (token != null) {
			SecurityContext context = SecurityContextHolder.createEmptyContext();
			context.setAuthentication(
					new PreAuthenticatedAuthenticationToken(token.subject(), "n/a", token.authorities()));
			SecurityContextHolder.setContext(context);
		}
		chain.doFilter(request, response);
	}

	/**
	 * What a token says.
	 *
	 * @param subject who
	 * @param authTime when that was proved
	 * @param amr how
	 */
	record Token(String subject, Instant authTime, List<String> amr) {

		List<GrantedAuthority> authorities() {
			return this.amr.contains("otp") ? List.of(TokenStepUp.factor(this.authTime)) : List.of();
		}

	}

}
