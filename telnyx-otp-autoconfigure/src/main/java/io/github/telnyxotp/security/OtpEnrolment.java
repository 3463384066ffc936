package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpEvents;
import io.github.telnyxotp.phonebook.PhoneNumberEnrolment;
import io.github.telnyxotp.phonebook.PhoneNumberRefusedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactor;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * Binds a phone to the account of somebody who is signed in, or another one in its place:
 * who may, and what a right code leads to (SEC-40). The account is always the own one.
 * Safe for use by many threads.
 *
 * @since 0.1
 */
public final class OtpEnrolment {

	private static final Log logger = LogFactory.getLog(OtpEnrolment.class);

	private static final StepUp FRESH = StepUp.within(Duration.ofMinutes(5));

	/** Leads to the usual login. */
	private static final AuthorizationResult LOGIN_AGAIN = new FactorAuthorizationDecision(List
		.of(RequiredFactorError.createMissing(RequiredFactor.builder().authority(PhoneFactor.ANOTHER).build())));

	private final OtpSecondFactor secondFactor;

	private final PhoneNumberEnrolment accounts;

	private final KeyedHash keyedHash;

	private final OtpEvents events;

	private final Duration loginAge;

	private final boolean twoFactors;

	private final InstantSource clock;

	/**
	 * Enrolment at these accounts.
	 * @param secondFactor who sends and checks, and knows the phones so far
	 * @param accounts stores phones
	 * @param keyedHash names phones for sessions, which keep no number
	 * @param events who is told
	 * @param loginAge how long ago somebody without a phone may have signed in, more than
	 * zero
	 * @param twoFactors whether logins ask for a second factor, so that the phone alone
	 * changes no number
	 * @param clock the time against which sign-ins age
	 * @throws IllegalArgumentException if {@code loginAge} is not more than zero
	 */
	public OtpEnrolment(OtpSecondFactor secondFactor, PhoneNumberEnrolment accounts, KeyedHash keyedHash,
			OtpEvents events, Duration loginAge, boolean twoFactors, InstantSource clock) {
		if (loginAge.compareTo(Duration.ZERO) <= 0) {
			throw new IllegalArgumentException("The age of a sign-in must be more than zero");
		}
		this.secondFactor = secondFactor;
		this.accounts = accounts;
		this.keyedHash = keyedHash;
		this.events = events;
		this.loginAge = loginAge;
		this.twoFactors = twoFactors;
		this.clock = clock;
	}

	/**
	 * Whether somebody without a phone can enrol one, if need be after another sign-in. A
	 * sign-in that earns no factor has no age, so nobody could tell that it is fresh.
	 * @param user who is signed in, or a visitor
	 * @return {@code false} if it is of no use to lead there
	 */
	public boolean isOpenTo(Authentication user) {
		return user.getAuthorities().stream().anyMatch(PhoneFactor::isOtherFactor);
	}

	/**
	 * Whether somebody may enrol a phone now. Who has one must have proved it in the last
	 * five minutes, so that a stolen session cannot change it; who has none must have
	 * signed in a short time ago. Where logins ask for a second factor, whoever has shown
	 * nothing but the phone shows the other one first (SEC-36).
	 * @param user who is signed in
	 * @param phones the phones of the account
	 * @return the decision; a refusal leads to the code page or to the login, or nowhere
	 */
	public AuthorizationResult authorize(Authentication user, List<PhoneNumber> phones) {
		if (this.twoFactors && PhoneFactor.isAllOf(user)) {
			return LOGIN_AGAIN;
		}
		Instant now = this.clock.instant();
		if (!phones.isEmpty()) {
			return FRESH.isMet(user, now) ? new AuthorizationDecision(true) : StepUpDecision.refuse(user, FRESH);
		}
		if (user.getAuthorities().stream().anyMatch((each) -> isFreshLogin(each, now))) {
			return new AuthorizationDecision(true);
		}
		return isOpenTo(user) ? LOGIN_AGAIN : new AuthorizationDecision(false);
	}

	private boolean isFreshLogin(GrantedAuthority authority, Instant now) {
		return PhoneFactor.isOtherFactor(authority) && authority instanceof FactorGrantedAuthority factor
				&& now.isBefore(factor.getIssuedAt().plus(this.loginAge));
	}

	/**
	 * What the session of somebody says who begins to enrol a phone.
	 * @param user who may do so
	 * @param phones the phones of the account, which the new one replaces
	 * @param challenge the challenge of this browser, or {@code null}
	 * @return the context of the challenge that follows
	 */
	public OtpContext context(Authentication user, List<PhoneNumber> phones, @Nullable ChallengeId challenge) {
		return new OtpContext(user, challenge, null, 0, name(phones));
	}

	/**
	 * Sends a code to the phone that is to be bound. The answer does not tell whether
	 * another account has it.
	 * @param context from {@link #context}
	 * @param phone what the person typed
	 * @param origin where the request comes from
	 * @return the challenge, or why there is none
	 */
	public SendDecision start(OtpContext context, PhoneNumber phone, Origin origin) {
		return this.secondFactor.enrol(context, phone, origin);
	}

	/**
	 * Has the application bind the proved phone. If the account has got another one since
	 * the code was asked for, it is not the one that its owner wanted to replace, and
	 * stays (SEC-24).
	 */
	Verdict change(OtpContext context, ChallengeId challenge, Verdict.Accepted accepted) {
		Optional<List<PhoneNumber>> before = this.secondFactor.phones(context.user());
		if (before.isEmpty()) {
			return new Verdict.Unavailable();
		}
		if (!name(before.get()).equals(context.replaces())) {
			return new Verdict.Closed(Verdict.Reason.FOREIGN);
		}
		try {
			this.accounts.change(context.user(), before.get(), accepted.phone());
		}
		catch (PhoneNumberRefusedException ex) {
			return new Verdict.Closed(Verdict.Reason.REFUSED);
		}
		catch (RuntimeException ex) {
			logger.error("The proved phone could not be stored; nothing is granted", ex);
			return new Verdict.Unavailable();
		}
		this.events.changed(challenge, context.owner(), before.get(), accepted.phone());
		return accepted;
	}

	/** A source may name them in another order each time. */
	private String name(List<PhoneNumber> phones) {
		return this.keyedHash.name("phones",
				phones.stream().map(PhoneNumber::value).sorted().collect(Collectors.joining(",")));
	}

}
