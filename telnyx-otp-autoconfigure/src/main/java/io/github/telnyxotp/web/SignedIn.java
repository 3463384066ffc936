package io.github.telnyxotp.web;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
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

}
