package io.github.telnyxotp.security;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.phonebook.Phonebook;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;

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
	 * The phones of an account, the preferred one first.
	 * @param user who is signed in
	 * @return the phones, or nothing for a visitor and while the phonebook fails
	 */
	public Optional<List<PhoneNumber>> phones(Authentication user) {
		return (user instanceof OtpVisitor) ? Optional.empty() : quietly(() -> this.phonebook.find(user));
	}

	/**
	 * Whether two logins have the same name but may be of different people. A name at a
	 * provider is not the name here, unless the phones are the same. Accounts of the
	 * application are of one person if they are equal, so those of several tenants need
	 * an {@code equals} that tells them apart.
	 * @param one who is signed in
	 * @param other who signs in
	 * @return {@code true} if nothing that the one has earned may go to the other
	 */
	public boolean isNamesake(Authentication one, Authentication other) {
		if (!one.isAuthenticated() || !one.getName().equals(other.getName())) {
			return false;
		}
		return !isSame(one.getPrincipal(), other.getPrincipal()) && !havePhoneInCommon(one, other);
	}

	private static boolean isSame(@Nullable Object one, @Nullable Object other) {
		if (isFromElsewhere(one) || isFromElsewhere(other)
				|| (one instanceof UserDetails && other instanceof UserDetails)) {
			return one != null && one.equals(other);
		}
		return true;
	}

	/** What a provider says, and not an account that the application made of it. */
	private static boolean isFromElsewhere(@Nullable Object principal) {
		return principal instanceof AuthenticatedPrincipal && !(principal instanceof UserDetails);
	}

	private boolean havePhoneInCommon(Authentication one, Authentication other) {
		List<PhoneNumber> phones = phones(one).orElseGet(List::of);
		return phones(other).orElseGet(List::of).stream().anyMatch(phones::contains);
	}

	/**
	 * Starts a challenge, or keeps the one this browser has.
	 * @param context who asks
	 * @param origin where the request comes from
	 * @param channel the channel to start with, or {@code null} for the usual order
	 * @return the challenge, or why there is none
	 */
	public SendDecision start(OtpContext context, Origin origin, @Nullable Channel channel) {
		if (context.isAboutPhoneOfChallenge()) {
			// Whoever has no challenge any more types the number again
			return quietly(() -> phoneOf(context)).orElseGet(Optional::empty)
				.map((phone) -> begin(context, phone, origin, channel))
				.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.UNKNOWN));
		}
		Optional<List<PhoneNumber>> phones = phones(context.user());
		if (phones.isEmpty()) {
			return new SendDecision.Unavailable();
		}
		return context.chosen(phones.get())
			.map((phone) -> begin(context, phone, origin, channel))
			.orElseGet(() -> new SendDecision.Closed(Verdict.Reason.NO_PHONE));
	}

	private SendDecision begin(OtpContext context, PhoneNumber phone, Origin origin, @Nullable Channel channel) {
		return this.flow.begin(new Claimant(context.owner(), phone, origin), context.channels(), channel,
				context.challenge());
	}

	/**
	 * Sends a code because the user asks for it: another one for the challenge of this
	 * browser while that is open, else the first one of a new challenge.
	 * @param context who asks
	 * @param origin where the request comes from
	 * @param channel how, or {@code null} for the usual channel
	 * @return the challenge, or why nothing is sent
	 */
	public SendDecision send(OtpContext context, Origin origin, @Nullable Channel channel) {
		if (context.challenge() == null) {
			return start(context, origin, channel);
		}
		SendDecision decision = this.flow.resend(context.challenge(), context.owner(), channel);
		boolean over = decision instanceof SendDecision.Closed closed && closed.reason() != Verdict.Reason.BARRED;
		return over ? start(context, origin, channel) : decision;
	}

	/**
	 * How the challenge of this browser stands; for a browser that has none, how the one
	 * stands that bars the user.
	 * @param context who asks
	 * @return its status, or nothing if there is none or the store cannot be read
	 */
	public Optional<ChallengeStatus> status(OtpContext context) {
		return follow(context).or(() -> context.enrols() ? Optional.empty() : barring(context));
	}

	private Optional<ChallengeStatus> barring(OtpContext context) {
		return phones(context.user()).orElseGet(List::of)
			.stream()
			.flatMap((phone) -> this.flow.barred(context.owner(), phone).stream())
			.findFirst();
	}

	/**
	 * How the challenge of this browser stands. Does not ask the phonebook, so any thread
	 * may call it.
	 * @param context who asks
	 * @return its status, or nothing if there is none, it is not this user's, or the
	 * store cannot be read
	 */
	public Optional<ChallengeStatus> follow(OtpContext context) {
		return Optional.ofNullable(context.challenge()).flatMap((id) -> this.flow.status(id, context.owner()));
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
		return begin(new OtpContext(new OtpVisitor(), current), phone, origin, null);
	}

	/**
	 * Starts the challenge of somebody who binds a phone to the own account. The answer
	 * does not tell whether another account has it.
	 */
	SendDecision enrol(OtpContext context, PhoneNumber phone, Origin origin) {
		return begin(context, phone, origin, null);
	}

	Verdict verify(OtpContext context, String code) {
		ChallengeId challenge = context.challenge();
		if (challenge == null) {
			return new Verdict.Closed(Verdict.Reason.UNKNOWN);
		}
		if (context.isAboutPhoneOfChallenge()) {
			return this.flow.verify(challenge, context.owner(), code);
		}
		return phones(context.user()).map((all) -> all.isEmpty() ? new Verdict.Closed(Verdict.Reason.NO_PHONE)
				: this.flow.verify(challenge, context.owner(), all, code))
			.orElseGet(Verdict.Unavailable::new);
	}

	/**
	 * No account has it: the phone is the one that the challenge is about. Whether
	 * somebody may enrol it is decided when the number is typed, so it is typed again
	 * once the challenge is over (SEC-40).
	 */
	private Optional<PhoneNumber> phoneOf(OtpContext context) {
		return follow(context).filter((status) -> !context.enrols() || !status.state().terminal())
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

}
