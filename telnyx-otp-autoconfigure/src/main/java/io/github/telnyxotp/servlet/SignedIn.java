package io.github.telnyxotp.servlet;

import java.util.Optional;

import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpVisitor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Who has passed the first factor. Somebody who is merely remembered has not: a
 * remember-me cookie leads to the password first.
 */
final class SignedIn {

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private final SecurityContextHolderStrategy holder;

	SignedIn(SecurityContextHolderStrategy holder) {
		this.holder = holder;
	}

	Optional<Authentication> find() {
		return Optional.ofNullable(this.holder.getContext().getAuthentication()).filter(SignedIn::is);
	}

	/** Who may submit a code here: the user, or a visitor who signs in with it. */
	Optional<OtpContext> context(HttpServletRequest request) {
		return find().or(() -> ChallengeSession.isVisited(request) ? Optional.of(new OtpVisitor()) : Optional.empty())
			.map((user) -> ChallengeSession.context(request, user));
	}

	/** Throws what sends a browser to the login page. */
	OtpContext require(HttpServletRequest request) {
		return context(request)
			.orElseThrow(() -> new InsufficientAuthenticationException("The first factor is missing"));
	}

	static boolean is(@Nullable Authentication user) {
		return TRUST.isFullyAuthenticated(user);
	}

}
