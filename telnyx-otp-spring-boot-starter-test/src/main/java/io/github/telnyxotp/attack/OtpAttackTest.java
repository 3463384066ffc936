package io.github.telnyxotp.attack;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that gets an {@link AttackKit} as its parameter and makes demands of what the
 * attackers get. It belongs into a {@code @SpringBootTest(webEnvironment = RANDOM_PORT)}
 * with {@code @WithTelnyxSimulator}; a bean of type
 * {@link io.github.telnyxotp.test.SettableClock} is used as the clock of the application.
 * On a class, the demands are those of each test in it that takes a kit.
 *
 * @since 0.1
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Test
@ExtendWith(OtpAttackExtension.class)
public @interface OtpAttackTest {

	/**
	 * Who attacks.
	 * @return the attackers, by default all
	 */
	Attacker[] attackers() default {};

	/**
	 * How many messages each attacker may have sent.
	 * @return the most that is allowed
	 */
	long maxMessages() default 40;

	/**
	 * What each attacker may make the owner spend.
	 * @return the most that is allowed, for example {@code 2.00}
	 */
	String maxSpend() default "2.00";

	/**
	 * How many accounts guessing may open on average in a day.
	 * @return the limit, which is not allowed itself
	 */
	double guessProbabilityBelow() default 1e-4;

	/**
	 * How many real users must be able to sign in.
	 * @return a share, 0 to 1. With 0 it is not looked at
	 */
	double realUsersSignedIn() default 0.99;

	/**
	 * How many accounts each attacker may get into.
	 * @return the most that is allowed
	 */
	int accountsOpened() default 0;

	/**
	 * Whether forged webhooks that are taken in, codes that count twice, and differences
	 * between customers and strangers are let pass.
	 * @return whether they are
	 */
	boolean findingsAllowed() default false;

}
