package io.github.telnyxotp.autoconfigure;

import java.util.function.Consumer;

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

	private static final int LONGEST_NAME = 64;

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
		boolean trouble = event instanceof OtpEvent.Locked
				|| (event instanceof OtpEvent.Sent sent && !(sent.answer() instanceof SendAnswer.Accepted));
		if (trouble) {
			logger.warn(line(event));
		}
		else if (logger.isInfoEnabled()) {
			logger.info(line(event));
		}
	}

	private static String line(OtpEvent event) {
		String what = event.getClass().getSimpleName();
		return "OTP " + what + details(event) + " challenge=" + event.challenge() + " user="
				+ harmless(event.owner().subject()) + " purpose=" + event.owner().purpose() + " phone=" + event.phone();
	}

	private static String details(OtpEvent event) {
		if (event instanceof OtpEvent.Sent sent) {
			return " channel=" + sent.channel() + " answer=" + sent.answer();
		}
		if (event instanceof OtpEvent.Reported reported) {
			return " channel=" + reported.channel() + " delivery=" + reported.delivery();
		}
		if (event instanceof OtpEvent.Verified verified) {
			return " channel=" + verified.channel();
		}
		return (event instanceof OtpEvent.Failed failed) ? " verdict=" + failed.verdict() : "";
	}

	/** A user name is what somebody typed (SEC-67). */
	private static String harmless(String name) {
		String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
		return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\u0085\\u2028\\u2029]", "?");
	}

}
