package io.github.telnyxotp.security;

import java.util.List;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Says of whom the phone is demanded as a second factor, and an extension point: a bean
 * of this type takes the place of {@code telnyx.otp.second-factor.required-for}. Asked at
 * each sign-in, and again only while the factor is missing; that a sign-in needed no code
 * is kept in its session for as long as name and authorities stay the same. When it
 * throws, nobody passes. Called on request threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface OtpRequirement {

	/** Demanded of everybody. */
	OtpRequirement ALL = (user) -> true;

	/**
	 * Whether the phone is demanded.
	 * @param user who has passed the first factor
	 * @return {@code false} if the first factor is enough
	 */
	boolean isRequiredOf(Authentication user);

	/**
	 * Demanded of those who have a phone, and while nobody can say who has.
	 * @param secondFactor knows the phones
	 * @return the requirement
	 */
	static OtpRequirement ofEnrolled(OtpSecondFactor secondFactor) {
		return (user) -> !secondFactor.phones(user).filter(List::isEmpty).isPresent();
	}

	/**
	 * Demanded of those who pass a rule, for example one that asks for a role.
	 * @param rule the rule; what it has no opinion about it does not refuse
	 * @return the requirement
	 */
	static OtpRequirement of(AuthorizationManager<Object> rule) {
		return (user) -> {
			AuthorizationResult result = rule.authorize(() -> user, user);
			return result == null || result.isGranted();
		};
	}

}
