package io.github.telnyxotp;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What a logger and those below it say while this is open. Threads that are still at it
 * when it is read do no harm.
 */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Queue<ILoggingEvent> captured = new ConcurrentLinkedQueue<>();

	private final Logger logger;

	private final Level before;

	public CapturedLog(String logger, Level level) {
		this.logger = (Logger) LoggerFactory.getLogger(logger);
		this.before = this.logger.getLevel();
		start();
		this.logger.setLevel(level);
		this.logger.addAppender(this);
	}

	public List<ILoggingEvent> events() {
		return List.copyOf(this.captured);
	}

	@Override
	protected void append(ILoggingEvent event) {
		event.prepareForDeferredProcessing();
		this.captured.add(event);
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setLevel(this.before);
	}

}
