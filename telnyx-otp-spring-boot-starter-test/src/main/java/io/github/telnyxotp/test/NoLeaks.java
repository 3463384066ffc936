package io.github.telnyxotp.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails a test when a code or a full number is seen that the simulator of the test
 * handled, or that the test named with {@link LeakDetector#watch}. Looked at are all that
 * is logged with Logback, the events of the test's application context, the exception
 * that the test ends with, and what the test hands to {@link LeakDetector#inspect}. A
 * test gets the detector as a parameter. The simulator is found in the application
 * context and in the fields of the test. Not for test classes that run at the same time.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(NoLeaksExtension.class)
public @interface NoLeaks {

}
