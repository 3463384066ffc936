package io.github.telnyxotp.web;

import java.util.function.Supplier;

import io.github.telnyxotp.security.OtpRequirement;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;

/**
 * Whether the phone factor is demanded of somebody for a request: where OTP is active,
 * and unless the first factor is enough. A sign-in that needed no code is not asked about
 * again, for the phonebook may be slow.
 *
 * @since 0.1
 */
public final class PhoneDemand {

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private final Supplier<OtpRequirement> requirement;

	/**
	 * A demand that fetches the requirement with the first request, since rules are made
	 * long before it.
	 * @param requirement says of whom the phone is demanded
	 */
	public PhoneDemand(Supplier<OtpRequirement> requirement) {
		this.requirement = requirement;
	}

	/**
	 * Whether the phone factor is demanded for a request: in a chain in which OTP is
	 * active always, and in every other chain of a session whose user has passed the
	 * first factor only (SEC-33).
	 * @param marked what the chain says of the request, {@code null} if it says nothing
	 * @param session the session of the browser
	 * @return {@code false} where OTP is no concern
	 */
	public static boolean isActive(@Nullable Boolean marked, Session session) {
		return (marked != null) ? marked : ChallengeSession.owes(session);
	}

	/**
	 * Whether the phone factor is demanded of somebody who lacks it.
	 * @param user who asks for something
	 * @param marked what the chain says of the request, {@code null} if it says nothing
	 * @param session the session of the browser
	 * @return {@code false} where OTP is no concern
	 */
	public boolean of(Authentication user, @Nullable Boolean marked, Session session) {
		if (!isActive(marked, session)) {
			return false;
		}
		// Who is nobody yet needs the first factor anyway
		return !TRUST.isAuthenticated(user)
				|| (!ChallengeSession.isSpared(session, user) && this.requirement.get().isRequiredOf(user));
	}

}
