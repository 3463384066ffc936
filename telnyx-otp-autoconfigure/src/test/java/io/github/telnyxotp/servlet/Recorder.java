package io.github.telnyxotp.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.OtpAlarm;
import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.security.OtpAuthenticationToken;
import io.github.telnyxotp.security.PhoneFactor;

import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;

/**
 * Keeps the events of this library, and those of Spring Security about codes.
 */
final class Recorder {

	final List<OtpEvent> otp = new CopyOnWriteArrayList<>();

	final List<AbstractAuthenticationEvent> security = new CopyOnWriteArrayList<>();

	final List<OtpAlarm> alarms = new CopyOnWriteArrayList<>();

	final List<OtpDeviceEvent> devices = new CopyOnWriteArrayList<>();

	final AtomicBoolean angry = new AtomicBoolean();

	void reset() {
		this.otp.clear();
		this.security.clear();
		this.alarms.clear();
		this.devices.clear();
		this.angry.set(false);
	}

	@EventListener
	void on(OtpEvent event) {
		this.otp.add(event);
		if (this.angry.get()) {
			throw new IllegalStateException("A listener of the application fails");
		}
	}

	@EventListener
	void on(OtpAlarm alarm) {
		this.alarms.add(alarm);
	}

	@EventListener
	void on(OtpDeviceEvent event) {
		this.devices.add(event);
		if (this.angry.get()) {
			throw new IllegalStateException("A listener of the application fails");
		}
	}

	@EventListener
	void on(AuthenticationSuccessEvent event) {
		if (PhoneFactor.isHeldBy(event.getAuthentication())) {
			this.security.add(event);
		}
	}

	@EventListener
	void on(AbstractAuthenticationFailureEvent event) {
		if (event.getAuthentication() instanceof OtpAuthenticationToken) {
			this.security.add(event);
		}
	}

}
