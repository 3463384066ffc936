package io.github.telnyxotp.autoconfigure;

import java.util.function.Consumer;

import io.github.telnyxotp.OtpAlarm;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the log and the listeners of the application what operators should know. A
 * listener that fails changes nothing.
 */
final class OtpAlarmPublisher implements Consumer<OtpAlarm> {

	private static final Log logger = LogFactory.getLog(OtpAlarm.class);

	private final ApplicationEventPublisher publisher;

	OtpAlarmPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void accept(OtpAlarm alarm) {
		logger.warn(line(alarm));
		try {
			this.publisher.publishEvent(alarm);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed; what it was told stands: " + line(alarm), ex);
		}
	}

	private static String line(OtpAlarm alarm) {
		if (alarm instanceof OtpAlarm.LimitReached reached) {
			return "OTP LimitReached limit=" + reached.limit();
		}
		if (alarm instanceof OtpAlarm.ConversionChanged changed) {
			return "OTP ConversionChanged country=" + changed.country() + " channel=" + changed.channel().id() + " low="
					+ changed.low() + " sent=" + changed.sent() + " verified=" + changed.verified();
		}
		OtpAlarm.BudgetStep step = (OtpAlarm.BudgetStep) alarm;
		return "OTP BudgetStep lane=" + step.lane() + " from=" + step.from() + " to=" + step.to() + " spent=\""
				+ step.spent() + "\" budget=\"" + step.budget() + '"';
	}

}
