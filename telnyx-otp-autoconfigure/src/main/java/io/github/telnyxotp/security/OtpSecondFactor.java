package io.github.telnyxotp.security;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.phonebook.Phonebook;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * The flow for somebody who is signed in: owner and phone always come from the account,
 * never from the request (SEC-24). Both doors speak to it.
 *
 * @since 0.1
 */
public final class OtpSecondFactor {

	private static final Log logger = LogFactory.getLog(OtpSecondFactor.class);

	private final OtpFlow flow;

	private final Phonebook phonebook;

	/**
	 * A second factor for the accounts of this phonebook.
	 * @param flow who sends and checks
	 * @param phonebook who knows the phones
	 */
	public OtpSecondFactor(OtpFlow flow, Phonebook phonebook) {
		this.flow = flow;
		this.phonebook = phonebook;
	}

	/**
	 * Whether the account has a phone.
	 * @param user who is signed in
	 * @return {@code false} if no code can be sent at all
	 */
	public boolean hasPhone(Authentication user) {
		return this.phonebook.find(user).isPresent();
	}

	/**
	 * Starts a challenge, or keeps the one this browser has.
	 * @param user who is signed in
	 * @param current the challenge of this browser, or {@code null}
	 * @return the challenge, or why there is none
	 */
	public SendDecision start(Authentication user, @Nullable ChallengeId current) {
		return start(user, current, null);
	}

	private SendDecision start(Authentication user, @Nullable ChallengeId current, @Nullable Channel channel) {
		try {
			return this.phonebook.find(user)
				.map((phone) -> this.flow.begin(owner(user), phone, channel, current))
				.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.NO_PHONE));
		}
		catch (RuntimeException ex) {
			logger.error("The phonebook failed; nobody is sent a code", ex);
			return new SendDecision.Unavailable();
		}
	}

	/**
	 * Sends a code because the user asks for it: another one for the challenge of this
	 * browser while that is open, else the first one of a new challenge.
	 * @param user who is signed in
	 * @param current the challenge of this browser, or {@code null}
	 * @param channel how, or {@code null} for the usual channel
	 * @return the challenge, or why nothing is sent
	 */
	public SendDecision send(Authentication user, @Nullable ChallengeId current, @Nullable Channel channel) {
		if (current == null) {
			return start(user, null, channel);
		}
		SendDecision decision = this.flow.resend(current, owner(user), channel);
		return (decision instanceof SendDecision.Closed) ? start(user, current, channel) : decision;
	}

	/**
	 * How the challenge of this browser stands; for a browser that has none, how the one
	 * stands that bars the user.
	 * @param user who is signed in
	 * @param current the challenge of this browser, or {@code null}
	 * @return its status, or nothing if there is none or the store cannot be read
	 */
	public Optional<ChallengeStatus> status(Authentication user, @Nullable ChallengeId current) {
		Owner owner = owner(user);
		return Optional.ofNullable(current)
			.flatMap((id) -> this.flow.status(id, owner))
			.or(() -> this.phonebook.find(user).flatMap((phone) -> this.flow.barred(owner, phone)));
	}

	/**
	 * How one challenge stands. Does not ask the phonebook, so any thread may call it.
	 * @param user who was signed in when the challenge was found
	 * @param challenge the challenge
	 * @return its status, or nothing if it is gone, not this user's, or the store cannot
	 * be read
	 */
	public Optional<ChallengeStatus> follow(Authentication user, ChallengeId challenge) {
		return this.flow.status(challenge, owner(user));
	}

	/**
	 * Gives the challenge of this browser up. If the store cannot be reached the
	 * challenge dies of age: nobody is kept from signing out.
	 * @param current the challenge, or {@code null}
	 */
	public void abandon(@Nullable ChallengeId current) {
		if (current != null) {
			this.flow.abandon(current);
		}
	}

	Verdict verify(Authentication user, ChallengeId challenge, String code) {
		return this.phonebook.find(user)
			.map((phone) -> this.flow.verify(challenge, owner(user), phone, code))
			.orElseGet(() -> new Verdict.Closed(Verdict.Reason.NO_PHONE));
	}

	private static Owner owner(Authentication user) {
		return new Owner(user.getName(), Purpose.SECOND_FACTOR);
	}

}
