package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.OtpFlow;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Rules that demand a fresh code, and approvals of single actions; the bean
 * {@code telnyxOtp}. Safe for use by many threads.
 *
 * <pre class="code">
 * requests.requestMatchers("/payees/**").access(telnyxOtp.recent(Duration.ofMinutes(5)))
 *
 * &#64;PreAuthorize("&#64;telnyxOtp.recent('5m')")
 * </pre>
 *
 * Each rule is about the phone alone: it refuses whoever is not signed in and asks
 * nothing about roles.
 *
 * @since 0.1
 */
public final class OtpAuthorization {

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private final OtpFlow flow;

	private final KeyedHash keyedHash;

	private final InstantSource clock;

	private final Function<Authentication, Optional<Instant>> rest;

	/**
	 * Rules that go by this clock.
	 * @param flow knows what was approved
	 * @param keyedHash names actions
	 * @param clock the time against which factors age
	 */
	public OtpAuthorization(OtpFlow flow, KeyedHash keyedHash, InstantSource clock) {
		this(flow, keyedHash, clock, (user) -> Optional.empty());
	}

	/**
	 * Rules that go by this clock, and under which nothing is approved for a while after
	 * the phone was changed.
	 * @param flow knows what was approved
	 * @param keyedHash names actions
	 * @param clock the time against which factors age
	 * @param rest until when the sensitive actions of somebody rest, empty if they do not
	 */
	public OtpAuthorization(OtpFlow flow, KeyedHash keyedHash, InstantSource clock,
			Function<Authentication, Optional<Instant>> rest) {
		this.flow = flow;
		this.keyedHash = keyedHash;
		this.clock = clock;
		this.rest = rest;
	}

	/**
	 * A rule for people who have proved a phone in this session, however long ago.
	 * @param <T> what access is asked for
	 * @return the rule
	 */
	public <T> AuthorizationManager<T> required() {
		return stepUp(StepUp.ANY);
	}

	/**
	 * A rule for people who have proved a phone lately.
	 * @param <T> what access is asked for
	 * @param maxAge how long ago it may have been, more than zero
	 * @return the rule
	 */
	public <T> AuthorizationManager<T> recent(Duration maxAge) {
		return stepUp(StepUp.within(maxAge));
	}

	/**
	 * A rule for people who have proved a phone lately, for expressions.
	 * @param <T> what access is asked for
	 * @param maxAge how long ago it may have been, as {@code 5m} or {@code PT5M}
	 * @return the rule
	 */
	public <T> AuthorizationManager<T> recent(String maxAge) {
		return recent(duration(maxAge));
	}

	/**
	 * A rule with all that can be demanded.
	 * @param <T> what access is asked for
	 * @param stepUp what is demanded
	 * @return the rule
	 */
	public <T> AuthorizationManager<T> stepUp(StepUp stepUp) {
		return (user, object) -> authorize(user, (signedIn) -> stepUp);
	}

	/**
	 * Describes an action. Whatever is changed in it, the words included, makes another
	 * action.
	 * @param operation what is done, for example {@code transfer}
	 * @param content all that matters of it, for example amount and payee
	 * @param words what the person is shown, plain text in the language of that person
	 * @return the action, to be approved with a code
	 */
	public Approval approval(String operation, String content, String words) {
		// With the lengths no two lists of parts are the same text
		String all = operation.length() + ":" + operation + content.length() + ":" + content + words;
		return new Approval(this.keyedHash.name("action", all), words);
	}

	/**
	 * Goes on only if what is demanded is there; for code that is not reached by a rule.
	 * Spring Security leads from the exception to the code page, or tells a program. An
	 * approval is used up by it.
	 * @param user who is signed in, {@code null} for nobody
	 * @param stepUp what is demanded
	 * @throws AuthorizationDeniedException if it is not there
	 */
	public void demand(@Nullable Authentication user, StepUp stepUp) {
		AuthorizationResult result = authorize(() -> user, (signedIn) -> stepUp);
		if (!result.isGranted()) {
			throw new AuthorizationDeniedException("The phone is to be proved again", result);
		}
	}

	AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
			Function<Authentication, StepUp> demand) {
		Authentication signedIn = user.get();
		if (signedIn == null || !TRUST.isFullyAuthenticated(signedIn)) {
			return new AuthorizationDecision(false);
		}
		StepUp stepUp = demand.apply(signedIn);
		Optional<Instant> rest = (stepUp.approval() != null) ? this.rest.apply(signedIn) : Optional.empty();
		if (rest.filter(this.clock.instant()::isBefore).isPresent()) {
			// Before a code is asked for that would be of no use (SEC-40)
			return new RestDecision(rest.get());
		}
		boolean met = stepUp.isMet(signedIn, this.clock.instant()) && isApproved(signedIn, stepUp);
		return met ? new AuthorizationDecision(true) : StepUpDecision.refuse(signedIn, stepUp);
	}

	/** Asked last, since it is true only once. */
	private boolean isApproved(Authentication user, StepUp stepUp) {
		if (stepUp.approval() == null) {
			return true;
		}
		OtpContext context = new OtpContext(user, PhoneFactor.approval(user), stepUp, 0);
		return Optional.ofNullable(context.challenge())
			.filter((challenge) -> this.flow.redeem(challenge, context.owner()))
			.isPresent();
	}

	static Duration duration(String text) {
		return DurationFormatterUtils.detectAndParse(text, DurationFormat.Unit.SECONDS);
	}

}
