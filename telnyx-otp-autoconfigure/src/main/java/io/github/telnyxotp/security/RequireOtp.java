package io.github.telnyxotp.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.telnyxotp.Channel;

/**
 * Demands a fresh code before a method of a bean, or any method of its class. People are
 * led to the code page and back, programs get an answer that says what to do. Rules of
 * Spring Security on the same method are asked first, so that nobody pays for a message
 * to somebody who may not call it anyway. An annotation on the method takes the place of
 * one on the class.
 *
 * <pre class="code">
 * &#64;RequireOtp(bind = "#transfer.amount + '|' + #transfer.iban",
 *         show = "#transfer.amount + ' to ' + #transfer.iban")
 * </pre>
 *
 * @since 0.1
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface RequireOtp {

	/**
	 * How long ago the phone may have been proved, for example {@code 5m} or
	 * {@code PT5M}. Means nothing together with {@link #bind}, which wants a code of its
	 * own.
	 * @return a duration, more than zero
	 */
	String maxAge() default "5m";

	/**
	 * The channels that count, none for all.
	 * @return channels
	 */
	Channel[] channels() default {};

	/**
	 * Whether a remembered device counts as well.
	 * @return {@code false} unless said otherwise
	 */
	boolean remembered() default false;

	/**
	 * All that matters of the action, as an expression over the parameters and
	 * {@code authentication}. With it the code approves this action alone, once (SEC-38).
	 * Parameter names need {@code -parameters}, which Spring Boot's build sets.
	 * @return an expression of Spring, empty if any code will do
	 */
	String bind() default "";

	/**
	 * What the person approves, as the code page shows it: an expression like
	 * {@link #bind}.
	 * @return an expression of Spring, empty to show what is bound
	 */
	String show() default "";

}
