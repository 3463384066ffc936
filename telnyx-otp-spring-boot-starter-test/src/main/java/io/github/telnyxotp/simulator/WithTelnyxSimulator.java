package io.github.telnyxotp.simulator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

/**
 * Beside {@code @SpringBootTest} or {@code @WebMvcTest} this gives the test's application
 * context a {@link TelnyxSimulator} on a free port, as a bean that can be autowired, and
 * points the starter to it. Messages arrive at once. Before each test method the
 * simulator is {@linkplain TelnyxSimulator#reset() reset}. Test classes that run at the
 * same time and share a context share the simulator too.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration(TelnyxSimulatorAutoConfiguration.class)
@TestPropertySource(properties = { "telnyx.otp.simulator.enabled=true", "telnyx.otp.simulator.port=0",
		"telnyx.otp.simulator.delay=0ms" })
public @interface WithTelnyxSimulator {

}
