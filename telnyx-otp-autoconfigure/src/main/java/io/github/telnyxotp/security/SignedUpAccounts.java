package io.github.telnyxotp.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * The accounts of the application, as far as one service knows them all. Whom it knew at
 * the sign-in it must still know when the code arrives: otherwise the account was deleted
 * in between (SEC-40). Who comes from elsewhere, as from a directory or a provider, was
 * never known here, and is not asked about. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class SignedUpAccounts {

	private final @Nullable UserDetailsService users;

	private final UserDetailsChecker accountStatus = new AccountStatusUserDetailsChecker();

	/**
	 * Accounts of this service.
	 * @param users where accounts are looked up, or {@code null} to take them as they
	 * signed in
	 */
	public SignedUpAccounts(@Nullable UserDetailsService users) {
		this.users = users;
	}

	/**
	 * Whether somebody who signs in has an account here. Kept with the session until the
	 * code arrives.
	 * @param user who signs in
	 * @return {@code true} also if nobody can say now: then it is asked again with the
	 * code
	 */
	public boolean know(Authentication user) {
		if (this.users == null || !(user.getPrincipal() instanceof UserDetails)) {
			return false;
		}
		try {
			this.users.loadUserByUsername(user.getName());
			return true;
		}
		catch (UsernameNotFoundException ex) {
			return false;
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

	/** The account may have been barred or deleted while the code travelled (SEC-13). */
	void check(OtpContext context) {
		if (this.users == null || !(context.user().getPrincipal() instanceof UserDetails signedIn)) {
			return;
		}
		try {
			this.accountStatus.check(current(this.users, context, signedIn));
		}
		catch (UsernameNotFoundException | CredentialsExpiredException ex) {
			// Of the account, not of the code
			throw new DisabledException("The account may not sign in", ex);
		}
		catch (AuthenticationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InternalAuthenticationServiceException("The account could not be looked up", ex);
		}
	}

	private static UserDetails current(UserDetailsService users, OtpContext context, UserDetails signedIn) {
		try {
			return users.loadUserByUsername(context.user().getName());
		}
		catch (UsernameNotFoundException ex) {
			if (context.knownHere()) {
				throw ex;
			}
			return signedIn;
		}
	}

}
