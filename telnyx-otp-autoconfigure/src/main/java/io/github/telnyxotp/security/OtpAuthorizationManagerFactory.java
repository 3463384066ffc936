package io.github.telnyxotp.security;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactor;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.Authentication;

/**
 * Makes every rule that demands a user demand the phone factor or a remembered device
 * too, where OTP is active, and of somebody who signed in by phone alone another factor
 * (SEC-36). The rule itself is asked first: who lacks a role is refused before a message
 * is paid for (spring-facts: Spring's own order is the other way round).
 *
 * @param <T> what access is asked for
 * @since 0.1
 */
public final class OtpAuthorizationManagerFactory<T> implements AuthorizationManagerFactory<T> {

	private static final FactorAuthorizationDecision MISSING = new FactorAuthorizationDecision(List
		.of(RequiredFactorError.createMissing(RequiredFactor.builder().authority(PhoneFactor.AUTHORITY).build())));

	private static final FactorAuthorizationDecision ANOTHER = new FactorAuthorizationDecision(List
		.of(RequiredFactorError.createMissing(RequiredFactor.builder().authority(PhoneFactor.ANOTHER).build())));

	private static final AuthenticationTrustResolver TRUST = new AuthenticationTrustResolverImpl();

	private final DefaultAuthorizationManagerFactory<T> rules;

	private final BiPredicate<Authentication, T> demanded;

	private final Predicate<T> askable;

	/**
	 * A factory on top of another.
	 * @param rules makes the rules themselves, with the application's role hierarchy and
	 * prefix
	 * @param active whether the phone factor is demanded for this access
	 */
	public OtpAuthorizationManagerFactory(DefaultAuthorizationManagerFactory<T> rules, Predicate<T> active) {
		this(rules, (user, access) -> active.test(access), (access) -> true);
	}

	/**
	 * A factory on top of another, where some refusals do not lead to the code page.
	 * @param rules makes the rules themselves, with the application's role hierarchy and
	 * prefix
	 * @param demanded whether the phone factor is demanded of this user for this access;
	 * asked only while it is missing
	 * @param askable whether a refusal may say that the factor is missing, so that a code
	 * is asked for; if not it is a plain one
	 */
	public OtpAuthorizationManagerFactory(DefaultAuthorizationManagerFactory<T> rules,
			BiPredicate<Authentication, T> demanded, Predicate<T> askable) {
		this.rules = rules;
		this.demanded = demanded;
		this.askable = askable;
	}

	/**
	 * Demands the phone factor and nothing else, as an addition to the rules of method
	 * security, which cannot be wrapped. Its expressions keep a yes or no of every
	 * answer, so what leads to the code page is thrown.
	 * @param <T> what access is asked for
	 * @param demanded whether the phone factor is demanded of this user for this access;
	 * asked only while it is missing
	 * @return a rule that throws {@link AuthorizationDeniedException} for somebody who
	 * has only the first factor
	 */
	public static <T> AuthorizationManager<T> phoneFactor(BiPredicate<Authentication, T> demanded) {
		return (authentication, object) -> {
			if (isHeld(authentication) || !isDemanded(demanded, authentication, object)) {
				return new AuthorizationDecision(true);
			}
			if (TRUST.isFullyAuthenticated(authentication.get())) {
				throw new AuthorizationDeniedException("A factor is missing", missing(authentication));
			}
			return missing(authentication);
		};
	}

	@Override
	public AuthorizationManager<T> hasRole(String role) {
		return withFactor(this.rules.hasRole(role));
	}

	@Override
	public AuthorizationManager<T> hasAnyRole(String... roles) {
		return withFactor(this.rules.hasAnyRole(roles));
	}

	@Override
	public AuthorizationManager<T> hasAllRoles(String... roles) {
		return withFactor(this.rules.hasAllRoles(roles));
	}

	@Override
	public AuthorizationManager<T> hasAuthority(String authority) {
		return withFactor(this.rules.hasAuthority(authority));
	}

	@Override
	public AuthorizationManager<T> hasAnyAuthority(String... authorities) {
		return withFactor(this.rules.hasAnyAuthority(authorities));
	}

	@Override
	public AuthorizationManager<T> hasAllAuthorities(String... authorities) {
		return withFactor(this.rules.hasAllAuthorities(authorities));
	}

	@Override
	public AuthorizationManager<T> authenticated() {
		return withFactor(this.rules.authenticated());
	}

	@Override
	public AuthorizationManager<T> fullyAuthenticated() {
		return withFactor(this.rules.fullyAuthenticated());
	}

	@Override
	public AuthorizationManager<T> rememberMe() {
		return withFactor(this.rules.rememberMe());
	}

	@Override
	public AuthorizationManager<T> permitAll() {
		return this.rules.permitAll();
	}

	@Override
	public AuthorizationManager<T> denyAll() {
		return this.rules.denyAll();
	}

	@Override
	public AuthorizationManager<T> anonymous() {
		return this.rules.anonymous();
	}

	private AuthorizationManager<T> withFactor(AuthorizationManager<T> rule) {
		return (authentication, object) -> {
			AuthorizationResult result = rule.authorize(authentication, object);
			boolean refused = result != null && !result.isGranted();
			boolean enough = refused || isHeld(authentication) || !isDemanded(this.demanded, authentication, object);
			return enough ? result : refusal(authentication, object);
		};
	}

	/** Nobody is asked about nobody. */
	private static <T> boolean isDemanded(BiPredicate<Authentication, T> demanded,
			Supplier<? extends @Nullable Authentication> authentication, T object) {
		Authentication user = authentication.get();
		return demanded.test((user != null) ? user : new OtpVisitor(), object);
	}

	private AuthorizationResult refusal(Supplier<? extends @Nullable Authentication> authentication, T object) {
		return this.askable.test(object) ? missing(authentication) : new AuthorizationDecision(false);
	}

	private static FactorAuthorizationDecision missing(Supplier<? extends @Nullable Authentication> authentication) {
		Authentication user = authentication.get();
		return (user != null && PhoneFactor.isAllOf(user)) ? ANOTHER : MISSING;
	}

	private static boolean isHeld(Supplier<? extends @Nullable Authentication> authentication) {
		Authentication user = authentication.get();
		return user != null && (PhoneFactor.isHeldBy(user) || PhoneFactor.isRemembered(user))
				&& !PhoneFactor.isAllOf(user);
	}

}
