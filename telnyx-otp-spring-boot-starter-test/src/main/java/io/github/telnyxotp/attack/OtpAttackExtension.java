package io.github.telnyxotp.attack;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.test.SettableClock;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Hands a kit to a test, and sees to it that the test used it.
 */
final class OtpAttackExtension implements ParameterResolver, AfterTestExecutionCallback {

	private static final Namespace NAMESPACE = Namespace.create(OtpAttackExtension.class);

	private static final String USED = "used";

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == AttackKit.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		AtomicBoolean used = new AtomicBoolean();
		context.getStore(NAMESPACE).put(USED, used);
		ApplicationContext application = SpringExtension.getApplicationContext(context);
		OtpAttackTest test = demands(context);
		AttackKit kit = AttackKit.against(address(application.getEnvironment()),
				application.getBean(TelnyxSimulator.class));
		SettableClock clock = application.getBeanProvider(SettableClock.class).getIfUnique();
		return ((clock != null) ? kit.clock(clock) : kit).demanding(List.of(test.attackers()), (report) -> {
			used.set(true);
			demand(test, report);
		});
	}

	@Override
	public void afterTestExecution(ExtensionContext context) {
		AtomicBoolean used = context.getStore(NAMESPACE).get(USED, AtomicBoolean.class);
		if (used != null && context.getExecutionException().isEmpty()) {
			requireUse(used.get());
		}
	}

	static void requireUse(boolean used) {
		if (!used) {
			throw new AssertionError("The test never ran its AttackKit, so it proves nothing");
		}
	}

	private static OtpAttackTest demands(ExtensionContext context) {
		OtpAttackTest onMethod = context.getRequiredTestMethod().getAnnotation(OtpAttackTest.class);
		OtpAttackTest onClass = context.getRequiredTestClass().getAnnotation(OtpAttackTest.class);
		OtpAttackTest found = (onMethod != null) ? onMethod : onClass;
		if (found == null) {
			throw new IllegalStateException("@OtpAttackTest belongs on the test or its class");
		}
		return found;
	}

	static void demand(OtpAttackTest test, AttackReport report) {
		report.accountsOpened(test.accountsOpened())
			.maxMessages(test.maxMessages())
			.maxSpend(test.maxSpend())
			.guessProbabilityBelow(test.guessProbabilityBelow());
		if (!test.findingsAllowed()) {
			report.nothingFound();
		}
		if (test.realUsersSignedIn() > 0) {
			report.realUsersSignedIn(test.realUsersSignedIn());
		}
	}

	private static URI address(Environment environment) {
		String port = environment.getProperty("local.server.port");
		if (port == null) {
			throw new IllegalStateException(
					"Attackers come over HTTP: use @SpringBootTest(webEnvironment = RANDOM_PORT)");
		}
		return URI.create("http://localhost:" + port + environment.getProperty("server.servlet.context-path", ""));
	}

}
