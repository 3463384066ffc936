package io.github.telnyxotp.test;

import java.lang.reflect.Field;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.telnyxotp.simulator.TelnyxSimulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.event.TestContextEvent;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * What {@link NoLeaks} does.
 */
final class NoLeaksExtension implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback,
		AfterEachCallback, AfterAllCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(NoLeaksExtension.class);

	@Override
	public void beforeAll(ExtensionContext context) {
		Store store = context.getStore(NAMESPACE);
		if (store.get(LeakDetector.class) == null) {
			LeakDetector detector = new LeakDetector();
			store.put(LeakDetector.class, detector);
			store.put(context.getUniqueId(), new LogWitness(detector));
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		LeakDetector detector = detector(context);
		if (usesSpring(context)
				&& SpringExtension.getApplicationContext(context) instanceof ConfigurableApplicationContext spring) {
			ApplicationListener<ApplicationEvent> witness = (event) -> inspect(detector, event);
			spring.addApplicationListener(witness);
			context.getStore(NAMESPACE).put(ApplicationListener.class, witness);
		}
	}

	/** Before the test cleans up. */
	@Override
	public void afterTestExecution(ExtensionContext context) {
		LeakDetector detector = detector(context);
		simulators(context).flatMap((simulator) -> simulator.secrets().stream()).forEach(detector::watch);
		context.getExecutionException().ifPresent((problem) -> detector.inspect("exception of the test", problem));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		LeakDetector detector = detector(context);
		ApplicationListener<?> witness = context.getStore(NAMESPACE)
			.get(ApplicationListener.class, ApplicationListener.class);
		if (witness != null
				&& SpringExtension.getApplicationContext(context) instanceof ConfigurableApplicationContext spring) {
			spring.removeApplicationListener(witness);
		}
		try {
			detector.assertNoLeaks();
		}
		finally {
			detector.reset();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		LogWitness witness = context.getStore(NAMESPACE).remove(context.getUniqueId(), LogWitness.class);
		if (witness != null) {
			witness.close();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == LeakDetector.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return detector(context);
	}

	private static LeakDetector detector(ExtensionContext context) {
		return Objects.requireNonNull(context.getStore(NAMESPACE).get(LeakDetector.class, LeakDetector.class));
	}

	/** Events of the test itself name its properties, which may hold numbers. */
	private static void inspect(LeakDetector detector, ApplicationEvent event) {
		if (!(event instanceof TestContextEvent)) {
			detector.inspect("event " + event.getClass().getSimpleName(), content(event));
		}
	}

	private static Object content(ApplicationEvent event) {
		return (event instanceof PayloadApplicationEvent<?> wrapped) ? wrapped.getPayload() : event;
	}

	private static boolean usesSpring(ExtensionContext context) {
		Class<?> test = context.getRequiredTestClass();
		return TestContextAnnotationUtils.hasAnnotation(test, BootstrapWith.class)
				|| TestContextAnnotationUtils.hasAnnotation(test, ContextConfiguration.class);
	}

	private static Stream<TelnyxSimulator> simulators(ExtensionContext context) {
		Stream<TelnyxSimulator> own = context.getRequiredTestInstances()
			.getAllInstances()
			.stream()
			.flatMap(NoLeaksExtension::fields);
		if (!usesSpring(context)) {
			return own;
		}
		ApplicationContext spring = SpringExtension.getApplicationContext(context);
		return Stream.concat(own, spring.getBeanProvider(TelnyxSimulator.class).stream()).distinct();
	}

	private static Stream<TelnyxSimulator> fields(Object test) {
		return ReflectionSupport
			.findFields(test.getClass(), (field) -> field.getType() == TelnyxSimulator.class,
					HierarchyTraversalMode.TOP_DOWN)
			.stream()
			.map((field) -> read(field, test))
			.flatMap(Stream::ofNullable);
	}

	private static @Nullable TelnyxSimulator read(Field field, Object test) {
		try {
			return (TelnyxSimulator) ReflectionSupport.tryToReadFieldValue(field, test).get();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The simulator of the test cannot be read", ex);
		}
	}

}
