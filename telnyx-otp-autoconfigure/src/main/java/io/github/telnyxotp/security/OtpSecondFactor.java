package io.github.telnyxotp.security;

import java.util.Optional;
import java.util.function.Supplier;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
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
		return isVisitor(user)
				|| quietly(() -> this.phonebook.find(user).stream().findFirst()).map(Optional::isPresent).orElse(true);
	}

	/**
	 * Starts a challenge, or keeps the one this browser has.
	 * @param user who is signed in
	 * @param origin where the request comes from
	 * @param current the challenge of this browser, or {@code null}
	 * @return the challenge, or why there is none
	 */
	public SendDecision start(Authentication user, Origin origin, @Nullable ChallengeId current) {
		return start(user, origin, current, null);
	}

	private SendDecision start(Authentication user, Origin origin, @Nullable ChallengeId current,
			@Nullable Channel channel) {
		if (isVisitor(user)) {
			// Whoever has no challenge any more types the number again
			return quietly(() -> phoneOf(current)).orElseGet(Optional::empty)
				.map((phone) -> this.flow.begin(new Claimant(OtpVisitor.OWNER, phone, origin), channel, current))
				.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.UNKNOWN));
		}
		return quietly(() -> this.phonebook.find(user).stream().findFirst())
			.map((found) -> found
				.map((phone) -> this.flow.begin(new Claimant(owner(user), phone, origin), channel, current))
				.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.NO_PHONE)))
			.orElseGet(SendDecision.Unavailable::new);
	}

	/**
	 * Sends a code because the user asks for it: another one for the challenge of this
	 * browser while that is open, else the first one of a new challenge.
	 * @param user who is signed in
	 * @param origin where the request comes from
	 * @param current the challenge of this browser, or {@code null}
	 * @param channel how, or {@code null} for the usual channel
	 * @return the challenge, or why nothing is sent
	 */
	public SendDecision send(Authentication user, Origin origin, @Nullable ChallengeId current,
			@Nullable Channel channel) {
		if (current == null) {
			return start(user, origin, null, channel);
		}
		SendDecision decision = this.flow.resend(current, owner(user), channel);
		boolean over = decision instanceof SendDecision.Closed closed && closed.reason() != Verdict.Reason.BARRED;
		return over ? start(user, origin, current, channel) : decision;
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
		return Optional.ofNullable(current).flatMap((id) -> this.flow.status(id, owner)).or(() -> barring(user, owner));
	}

	private Optional<ChallengeStatus> barring(Authentication user, Owner owner) {
		if (isVisitor(user)) {
			return Optional.empty();
		}
		return quietly(() -> this.phonebook.find(signedIn(user)).stream().findFirst()).orElseGet(Optional::empty)
			.flatMap((phone) -> this.flow.barred(owner, phone));
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

	/**
	 * Starts the challenge of a visitor who wants to sign in with a phone. The answer is
	 * the same for every number (SEC-26).
	 * @param phone what the visitor typed
	 * @param origin where the request comes from
	 * @param current the challenge of this browser, or {@code null}
	 * @return the challenge, or why there is none
	 */
	public SendDecision visit(PhoneNumber phone, Origin origin, @Nullable ChallengeId current) {
		return this.flow.begin(new Claimant(OtpVisitor.OWNER, phone, origin), null, current);
	}

	Verdict verify(Authentication user, ChallengeId challenge, String code) {
		if (isVisitor(user)) {
			return this.flow.verify(challenge, OtpVisitor.OWNER, code);
		}
		return quietly(() -> this.phonebook.find(user).stream().findFirst())
			.map((found) -> found.map((phone) -> this.flow.verify(challenge, owner(user), phone, code))
				.orElseGet(() -> new Verdict.Closed(Verdict.Reason.NO_PHONE)))
			.orElseGet(Verdict.Unavailable::new);
	}

	/** A visitor has no account: the phone is the one that the challenge is about. */
	private Optional<PhoneNumber> phoneOf(@Nullable ChallengeId challenge) {
		return Optional.ofNullable(challenge)
			.flatMap((id) -> this.flow.status(id, OtpVisitor.OWNER))
			.map(ChallengeStatus::phone);
	}

	/** Nothing if the phonebook, which is the application's, fails. */
	private static <T> Optional<T> quietly(Supplier<T> question) {
		try {
			return Optional.of(question.get());
		}
		catch (RuntimeException ex) {
			logger.error("The phonebook failed; nobody is sent a code, and none is checked", ex);
			return Optional.empty();
		}
	}

	/** A phonebook knows people, not submitted codes. */
	private static Authentication signedIn(Authentication user) {
		return (user instanceof OtpAuthenticationToken token) ? token.current() : user;
	}

	private static boolean isVisitor(Authentication user) {
		return user instanceof OtpVisitor || (user instanceof OtpAuthenticationToken token && token.isOfVisitor());
	}

	private static Owner owner(Authentication user) {
		if (isVisitor(user)) {
			return OtpVisitor.OWNER;
		}
		return new Owner(user.getName(), Purpose.SECOND_FACTOR);
	}

}
