package io.github.telnyxotp.security;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Turns a verdict into the words of Spring Security. Throws only stock exceptions, by
 * whose exact class Spring Security chooses its failure event. Made by the configurers
 * and never published as a bean, since a bean of this type switches the application's own
 * user off.
 *
 * @since 0.1
 */
public final class OtpAuthenticationProvider implements AuthenticationProvider {

	private static final Set<Reason> LOCKED = Set.of(Reason.LOCKED, Reason.BARRED);

	private final OtpSecondFactor secondFactor;

	private final SignedUpAccounts accounts;

	private final @Nullable PhoneAccounts phones;

	private final @Nullable OtpEnrolment enrolment;

	private final InstantSource clock;

	/**
	 * A provider for codes.
	 * @param secondFactor who checks codes
	 * @param users where accounts are looked up again once the code was right, or
	 * {@code null} to take them as they signed in
	 * @param clock the time at which the factor is earned
	 */
	public OtpAuthenticationProvider(OtpSecondFactor secondFactor, @Nullable UserDetailsService users,
			InstantSource clock) {
		this(secondFactor, users, null, null, clock);
	}

	/**
	 * A provider for codes, with which visitors can sign in too, and people enrol phones.
	 * @param secondFactor who checks codes
	 * @param users where accounts are looked up again once the code was right, or
	 * {@code null} to take them as they signed in
	 * @param phones to whom a proved phone opens the door, or {@code null} to nobody
	 * @param enrolment binds phones to accounts, or {@code null} if nobody does
	 * @param clock the time at which the factor is earned
	 */
	public OtpAuthenticationProvider(OtpSecondFactor secondFactor, @Nullable UserDetailsService users,
			@Nullable PhoneAccounts phones, @Nullable OtpEnrolment enrolment, InstantSource clock) {
		this.secondFactor = secondFactor;
		this.phones = phones;
		this.enrolment = enrolment;
		this.accounts = new SignedUpAccounts(users);
		this.clock = clock;
	}

	@Override
	public Authentication authenticate(Authentication authentication) throws AuthenticationException {
		OtpAuthenticationToken token = (OtpAuthenticationToken) authentication;
		String code = token.takeCode().orElseThrow(() -> new BadCredentialsException("This is not a code"));
		OtpContext context = token.context();
		Verdict verdict = this.secondFactor.verify(context, code);
		if (verdict instanceof Verdict.Accepted accepted) {
			Authentication user = account(token, accepted);
			verdict = enrol(context, accepted);
			if (verdict instanceof Verdict.Accepted) {
				return proved(token, user, accepted);
			}
		}
		token.refused(verdict);
		throw failure(verdict);
	}

	private Authentication proved(OtpAuthenticationToken token, Authentication user, Verdict.Accepted accepted) {
		Instant now = this.clock.instant();
		token.proved(accepted.phone());
		if (this.phones != null) {
			this.phones.proved(user.getName(), accepted.phone(), now);
		}
		return PhoneFactor.addTo(user, token.context().proof(accepted), now);
	}

	private Authentication account(OtpAuthenticationToken token, Verdict.Accepted accepted) {
		Authentication user = token.context().user();
		if (!token.context().isOfVisitor()) {
			this.accounts.check(token.context());
			return user;
		}
		if (this.phones == null) {
			throw new DisabledException("Nobody signs in by phone here");
		}
		return new OtpAuthentication(this.phones.open(accepted.phone()), token.getDetails());
	}

	/** Comes before the factor, which is not earned with a phone that is not stored. */
	private Verdict enrol(OtpContext context, Verdict.Accepted accepted) {
		ChallengeId challenge = context.challenge();
		if (!context.enrols() || challenge == null) {
			return accepted;
		}
		return (this.enrolment != null) ? this.enrolment.change(context, challenge, accepted)
				: new Verdict.Closed(Reason.REFUSED);
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OtpAuthenticationToken.class.isAssignableFrom(authentication);
	}

	private static AuthenticationException failure(Verdict verdict) {
		if (verdict instanceof Verdict.Unavailable) {
			return new AuthenticationServiceException("The code could not be checked");
		}
		if (verdict instanceof Verdict.Rejected) {
			return new BadCredentialsException("The code is wrong");
		}
		return isLocked(verdict) ? new LockedException("Too many wrong codes")
				: new CredentialsExpiredException("The code is no longer valid");
	}

	private static boolean isLocked(Verdict verdict) {
		return verdict instanceof Verdict.Locked || verdict instanceof Verdict.Limited
				|| (verdict instanceof Verdict.Closed closed && LOCKED.contains(closed.reason()));
	}

}
