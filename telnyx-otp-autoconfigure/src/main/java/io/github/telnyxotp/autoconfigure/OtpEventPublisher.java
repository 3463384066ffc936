package io.github.telnyxotp.autoconfigure;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.SendAnswer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the log and the listeners of the application what happened. A listener that fails
 * changes nothing.
 */
final class OtpEventPublisher implements Consumer<OtpEvent> {

	private static final Log logger = LogFactory.getLog(OtpEvent.class);

	private static final Pattern PLAIN = Pattern
		.compile("[\\p{L}\\p{N}._@:,+-]+|[A-Z][A-Za-z]*\\[[\\p{L}\\p{N}=\\[\\]_-]*]");

	private final ApplicationEventPublisher publisher;

	OtpEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void accept(OtpEvent event) {
		log(event);
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed; what it was told stands: " + line(event), ex);
		}
	}

	private static void log(OtpEvent event) {
		boolean trouble = event instanceof OtpEvent.Locked || event instanceof OtpEvent.Barred
				|| (event instanceof OtpEvent.Sent sent && !(sent.answer() instanceof SendAnswer.Accepted));
		if (trouble) {
			logger.warn(line(event));
		}
		else if (logger.isInfoEnabled()) {
			logger.info(line(event));
		}
	}

	private static String line(OtpEvent event) {
		return line(event.getClass().getSimpleName(), OtpEventFields.of(event));
	}

	static String line(String event, Map<String, String> fields) {
		StringBuilder line = new StringBuilder("OTP ").append(event);
		fields.forEach((name, value) -> line.append(' ').append(name).append('=').append(quoted(value)));
		return line.toString();
	}

	/** A name must not look like a further field (SEC-67). */
	private static String quoted(String value) {
		return PLAIN.matcher(value).matches() ? value : '"' + value.replace('"', '?') + '"';
	}

}
