package io.github.telnyxotp.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Hands each event on to the audit trail of Spring Boot, once, as {@code OTP_SENT} and
 * the like. It comes first, so that a listener of the application that fails does not
 * keep it from that; and a trail that fails keeps nobody from anything.
 */
final class OtpAuditListener {

	private static final Log logger = LogFactory.getLog(OtpAuditListener.class);

	private final ApplicationEventPublisher publisher;

	OtpAuditListener(ApplicationEventPublisher publisher) {
		this.publisher = publisher;
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(OtpEvent event) {
		try {
			this.publisher.publishEvent(new AuditApplicationEvent(audit(event)));
		}
		catch (RuntimeException ex) {
			logger.error("The audit trail failed; what it was told stands: " + event.challenge(), ex);
		}
	}

	@EventListener
	@Order(Ordered.HIGHEST_PRECEDENCE)
	void on(OtpDeviceEvent event) {
		try {
			this.publisher.publishEvent(new AuditApplicationEvent(audit(event)));
		}
		catch (RuntimeException ex) {
			logger.error("The audit trail failed; what it was told stands: " + event.subject().device(), ex);
		}
	}

	private static AuditEvent audit(OtpDeviceEvent event) {
		String type = "OTP_DEVICE_" + event.getClass().getSimpleName().toUpperCase(Locale.ROOT);
		Map<String, @Nullable Object> data = new LinkedHashMap<>(OtpEventFields.of(event));
		data.keySet().removeAll(Set.of("user", "at"));
		return new AuditEvent(event.subject().at(), event.subject().account(), type, data);
	}

	private static AuditEvent audit(OtpEvent event) {
		String type = "OTP_" + event.getClass().getSimpleName().toUpperCase(Locale.ROOT);
		Map<String, @Nullable Object> data = new LinkedHashMap<>(OtpEventFields.of(event));
		// Both have a place of their own
		data.keySet().removeAll(Set.of("user", "at"));
		return new AuditEvent(event.subject().at(), event.owner().subject(), type, data);
	}

}
