package io.github.telnyxotp.autoconfigure;

import java.util.function.Consumer;

import io.github.telnyxotp.OtpDeviceEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells the log and the listeners of the application what happened to remembered devices.
 * A listener that fails changes nothing.
 */
final class OtpDeviceEventPublisher implements Consumer<OtpDeviceEvent> {

	private static final Log logger = LogFactory.getLog(OtpDeviceEvent.class);

	private final ApplicationEventPublisher publisher;

	OtpDeviceEventPublisher(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@Override
	public void accept(OtpDeviceEvent event) {
		String line = OtpEventPublisher.line("Device" + event.getClass().getSimpleName(), OtpEventFields.of(event));
		if (event instanceof OtpDeviceEvent.Stolen) {
			logger.warn(line);
		}
		else {
			logger.info(line);
		}
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException ex) {
			logger.error("A listener failed; what it was told stands: " + line, ex);
		}
	}

}
