package io.github.telnyxotp.security;

import java.util.function.Supplier;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberRegistrar;
import io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.authentication.AccountStatusUserDetailsChecker;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsChecker;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * To whom a phone opens the door: asked before every message and again after the right
 * code, since an account may be barred in between (SEC-13, SEC-40).
 *
 * @since 0.1
 */
public final class PhoneAccounts {

	private final Supplier<PhoneNumberUserDetailsService> users;

	private final Supplier<@Nullable PhoneNumberRegistrar> registrar;

	private final UserDetailsChecker accountStatus = new AccountStatusUserDetailsChecker();

	/**
	 * Accounts from these sources, which are fetched with the first visitor and not
	 * before.
	 * @param users knows whose phone it is
	 * @param registrar opens accounts for phones that are nobody's; {@code null} from it
	 * turns those away
	 */
	public PhoneAccounts(Supplier<PhoneNumberUserDetailsService> users,
			Supplier<@Nullable PhoneNumberRegistrar> registrar) {
		this.users = users;
		this.registrar = registrar;
	}

	/**
	 * Whether somebody could sign in with this phone now.
	 * @param phone the phone
	 * @return {@code false} for numbers that are to get no message
	 */
	public boolean admits(PhoneNumber phone) {
		try {
			this.accountStatus.check(this.users.get().loadUserByPhoneNumber(phone));
			return true;
		}
		catch (UsernameNotFoundException ex) {
			return this.registrar.get() != null;
		}
		catch (AccountStatusException ex) {
			return false;
		}
	}

	/** The account of a phone that has just been proved. */
	UserDetails open(PhoneNumber phone) {
		try {
			UserDetails user = find(phone);
			this.accountStatus.check(user);
			return user;
		}
		catch (UsernameNotFoundException | CredentialsExpiredException ex) {
			throw new DisabledException("Nobody may sign in with this number", ex);
		}
		catch (AuthenticationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InternalAuthenticationServiceException("The account could not be looked up", ex);
		}
	}

	private UserDetails find(PhoneNumber phone) {
		try {
			return this.users.get().loadUserByPhoneNumber(phone);
		}
		catch (UsernameNotFoundException ex) {
			PhoneNumberRegistrar open = this.registrar.get();
			if (open == null) {
				throw ex;
			}
			return open.register(phone);
		}
	}

}
