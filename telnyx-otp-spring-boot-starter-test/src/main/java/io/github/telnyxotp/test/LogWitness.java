package io.github.telnyxotp.test;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Shows a detector everything that is logged with Logback while this is open. It comes
 * back when logging is reset, and with {@link LogWitnesses} when an application that
 * starts sets logging up anew.
 */
final class LogWitness extends AppenderBase<ILoggingEvent> implements LoggerContextListener, AutoCloseable {

	private final LeakDetector detector;

	private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

	private final Runnable comeBack = this::attach;

	LogWitness(LeakDetector detector) {
		this.detector = detector;
		setContext(this.loggers);
		attach();
		LogWitnesses.add(this.comeBack);
	}

	/** May be called again: neither listener nor appender is there twice. */
	private void attach() {
		start();
		this.loggers.removeListener(this);
		this.loggers.addListener(this);
		this.loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		String where = "log of " + event.getLoggerName();
		this.detector.inspect(where, event.getFormattedMessage());
		this.detector.inspect(where + ", thread", event.getThreadName());
		this.detector.inspect(where + ", MDC", event.getMDCPropertyMap());
		this.detector.inspect(where + ", pairs", event.getKeyValuePairs());
		inspect(where + ", exception", event.getThrowableProxy());
	}

	private void inspect(String where, @Nullable IThrowableProxy problem) {
		if (problem != null) {
			this.detector.inspect(where, problem.getMessage());
			inspect(where, problem.getCause());
			for (IThrowableProxy suppressed : problem.getSuppressed()) {
				inspect(where, suppressed);
			}
		}
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext context) {
		attach();
	}

	@Override
	public void onStart(LoggerContext context) {
	}

	@Override
	public void onStop(LoggerContext context) {
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
	}

	@Override
	public void close() {
		LogWitnesses.remove(this.comeBack);
		this.loggers.removeListener(this);
		this.loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this);
		stop();
	}

}
