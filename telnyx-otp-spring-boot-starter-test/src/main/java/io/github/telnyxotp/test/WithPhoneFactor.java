package io.github.telnyxotp.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.telnyxotp.Channel;
import org.springframework.security.test.context.support.WithSecurityContext;

/**
 * Runs a test as a user who has given a password and proved to own a phone: with the
 * authorities {@code FACTOR_PASSWORD}, {@code FACTOR_PHONE_OTP} and
 * {@code FACTOR_PHONE_OTP_WHATSAPP}, {@code _SMS} or {@code _CALL}. The time of the proof
 * is taken from the application's clock bean if there is exactly one.
 *
 * @since 0.1
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@WithSecurityContext(factory = PhoneFactorSecurityContextFactory.class)
public @interface WithPhoneFactor {

	/**
	 * The name of the user.
	 * @return the name
	 */
	String username() default "user";

	/**
	 * The roles of the user.
	 * @return the roles, without the prefix {@code ROLE_}
	 */
	String[] roles() default { "USER" };

	/**
	 * The channel over which the code came.
	 * @return the channel
	 */
	Channel channel() default Channel.WHATSAPP;

	/**
	 * How long ago the factors were proved.
	 * @return a duration in ISO form, for example {@code PT10M} for ten minutes
	 */
	String age() default "PT0S";

}
