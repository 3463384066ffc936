package io.github.telnyxotp.web;

import java.util.Optional;

import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpVisitor;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;

/**
 * Who has passed the first factor. Somebody who is merely remembered has not: a
 * remember-me cookie leads to the password first.
 *
 * @since 0.1
 */
public final class SignedIn {

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private SignedIn() {
	}

	/**
	 * Whether somebody has passed the first factor.
	 * @param user anybody, or {@code null}
	 * @return {@code false} for nobody, and for who is anonymous or merely remembered
	 */
	public static boolean is(@Nullable Authentication user) {
		return TRUST.isFullyAuthenticated(user);
	}

	/** Who may submit a code here: the user, or a visitor who signs in with it. */
	static Optional<OtpContext> context(Exchange exchange) {
		Session session = exchange.session();
		return exchange.user()
			.or(() -> ChallengeSession.isVisited(session) ? Optional.of(new OtpVisitor()) : Optional.empty())
			.map((user) -> ChallengeSession.context(session, user));
	}

	/** Throws what sends a browser to the login page. */
	static OtpContext require(Exchange exchange) {
		return context(exchange)
			.orElseThrow(() -> new InsufficientAuthenticationException("The first factor is missing"));
	}

}
