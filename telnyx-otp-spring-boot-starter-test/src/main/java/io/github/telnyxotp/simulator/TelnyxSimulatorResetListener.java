package io.github.telnyxotp.simulator;

import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Resets the simulator before each test, so that no test sees the messages of another.
 */
final class TelnyxSimulatorResetListener implements TestExecutionListener, Ordered {

	/** After dependency injection (2000), before users and transactions are set up. */
	private static final int ORDER = 2500;

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public void beforeTestMethod(TestContext testContext) {
		if (TestContextAnnotationUtils.hasAnnotation(testContext.getTestClass(), WithTelnyxSimulator.class)) {
			testContext.getApplicationContext()
				.getBeanProvider(TelnyxSimulator.class)
				.ifAvailable(TelnyxSimulator::reset);
		}
	}

}
