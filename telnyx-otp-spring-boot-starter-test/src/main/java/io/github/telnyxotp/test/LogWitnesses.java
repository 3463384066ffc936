package io.github.telnyxotp.test;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Brings what witnesses the log back when an application that starts has set logging up
 * anew. Spring Boot stops Logback for this, and Logback then forgets every appender and
 * every listener. Knows no class of Logback, since applications without it get this too.
 */
final class LogWitnesses implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	/** What to run to bring a witness back. */
	private static final Set<Runnable> open = new CopyOnWriteArraySet<>();

	static void add(Runnable comeBack) {
		open.add(comeBack);
	}

	static void remove(Runnable comeBack) {
		open.remove(comeBack);
	}

	/** Once logging is set up. */
	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		open.forEach(Runnable::run);
	}

}
