package io.github.telnyxotp.security;

import java.time.Instant;
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

	private final ProofMemory memory;

	private final UserDetailsChecker accountStatus = new AccountStatusUserDetailsChecker();

	/**
	 * Accounts from these sources, to which only phones open the door that were proved
	 * not too long ago.
	 * @param users knows whose phone it is
	 * @param registrar opens accounts for phones that are nobody's; {@code null} from it
	 * turns those away
	 * @param memory knows when each account proved its phones
	 */
	public PhoneAccounts(Supplier<PhoneNumberUserDetailsService> users,
			Supplier<@Nullable PhoneNumberRegistrar> registrar, ProofMemory memory) {
		this.users = users;
		this.registrar = registrar;
		this.memory = memory;
	}

	/**
	 * Whether somebody could sign in with this phone now.
	 * @param phone the phone
	 * @return {@code false} for numbers that are to get no message
	 */
	public boolean admits(PhoneNumber phone) {
		try {
			UserDetails user = this.users.get().loadUserByPhoneNumber(phone);
			this.accountStatus.check(user);
			return this.memory.isFresh(user.getUsername(), phone);
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
			return find(phone);
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

	/** A code proved a phone, for whatever. */
	void proved(String account, PhoneNumber phone, Instant at) {
		this.memory.proved(account, phone, at);
	}

	private UserDetails find(PhoneNumber phone) {
		UserDetails user;
		try {
			user = this.users.get().loadUserByPhoneNumber(phone);
		}
		catch (UsernameNotFoundException ex) {
			PhoneNumberRegistrar open = this.registrar.get();
			if (open == null) {
				throw ex;
			}
			UserDetails opened = open.register(phone);
			this.accountStatus.check(opened);
			return opened;
		}
		this.accountStatus.check(user);
		if (!this.memory.isFresh(user.getUsername(), phone)) {
			throw new DisabledException("The number was not proved for too long");
		}
		return user;
	}

}
