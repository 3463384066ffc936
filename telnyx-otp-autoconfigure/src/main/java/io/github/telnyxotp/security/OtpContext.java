package io.github.telnyxotp.security;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * What a door knows of whoever stands before it. All of it comes from the session, never
 * from the request (SEC-02).
 *
 * @param user who is signed in, or a visitor
 * @param challenge the challenge of this browser, or {@code null}
 * @param stepUp what the code is for if it is more than the second factor of a login, or
 * {@code null}
 * @param phone which of the phones of the account was chosen, counted from 0
 * @param replaces the keyed name of the phones that the account had when somebody began
 * to enrol another one, or {@code null} if nobody did
 * @param knownHere whether {@link SignedUpAccounts} knew the user at the sign-in
 * @since 0.1
 */
public record OtpContext(Authentication user, @Nullable ChallengeId challenge, @Nullable StepUp stepUp, int phone,
		@Nullable String replaces, boolean knownHere) {

	/**
	 * A context of somebody of whom no account is known here.
	 * @param user who is signed in, or a visitor
	 * @param challenge the challenge of this browser, or {@code null}
	 * @param stepUp what the code is for if it is more than the second factor of a login,
	 * or {@code null}
	 * @param phone which of the phones of the account was chosen, counted from 0
	 * @param replaces the keyed name of the phones that another one is to replace, or
	 * {@code null}
	 */
	public OtpContext(Authentication user, @Nullable ChallengeId challenge, @Nullable StepUp stepUp, int phone,
			@Nullable String replaces) {
		this(user, challenge, stepUp, phone, replaces, false);
	}

	/**
	 * A context of somebody who enrols no phone.
	 * @param user who is signed in, or a visitor
	 * @param challenge the challenge of this browser, or {@code null}
	 * @param stepUp what the code is for if it is more than the second factor of a login,
	 * or {@code null}
	 * @param phone which of the phones of the account was chosen, counted from 0
	 */
	public OtpContext(Authentication user, @Nullable ChallengeId challenge, @Nullable StepUp stepUp, int phone) {
		this(user, challenge, stepUp, phone, null);
	}

	/**
	 * A context for the preferred phone.
	 * @param user who is signed in, or a visitor
	 * @param challenge the challenge of this browser, or {@code null}
	 */
	public OtpContext(Authentication user, @Nullable ChallengeId challenge) {
		this(user, challenge, null, 0);
	}

	/**
	 * The same with another challenge.
	 * @param challenge the challenge of this browser, or {@code null}
	 * @return another context
	 */
	public OtpContext with(@Nullable ChallengeId challenge) {
		return new OtpContext(this.user, challenge, this.stepUp, this.phone, this.replaces, this.knownHere);
	}

	/**
	 * The same for another demand.
	 * @param stepUp what the code is for, or {@code null}
	 * @return another context
	 */
	public OtpContext with(@Nullable StepUp stepUp) {
		return new OtpContext(this.user, this.challenge, stepUp, this.phone, this.replaces, this.knownHere);
	}

	/** The phone that was chosen; the preferred one if the account has fewer by now. */
	Optional<PhoneNumber> chosen(List<PhoneNumber> phones) {
		return phones.stream().skip((this.phone < phones.size()) ? this.phone : 0).findFirst();
	}

	/** The channels that count, empty for all. */
	Set<Channel> channels() {
		return (this.stepUp != null) ? this.stepUp.channels() : Set.of();
	}

	/** What a right code of this challenge proves. */
	PhoneFactor.Proof proof(Verdict.Accepted accepted) {
		return new PhoneFactor.Proof(accepted.channels(), owner().approves() ? this.challenge : null, enrols());
	}

	boolean isOfVisitor() {
		return this.user instanceof OtpVisitor;
	}

	/**
	 * Whether the code is to bind its phone to the account.
	 * @return {@code true} at an enrolment
	 */
	public boolean enrols() {
		return this.replaces != null;
	}

	/** The phone is frozen in the challenge, since no account has it yet (SEC-24). */
	boolean isAboutPhoneOfChallenge() {
		return isOfVisitor() || enrols();
	}

	/** Whose challenges these are: a code for one purpose never serves another. */
	Owner owner() {
		if (isOfVisitor()) {
			return OtpVisitor.OWNER;
		}
		if (enrols()) {
			return new Owner(this.user.getName(), Purpose.ENROLMENT);
		}
		if (this.stepUp == null) {
			return new Owner(this.user.getName(), Purpose.SECOND_FACTOR);
		}
		Approval approval = this.stepUp.approval();
		return new Owner(this.user.getName(), Purpose.STEP_UP, (approval != null) ? approval.action() : "");
	}

}
