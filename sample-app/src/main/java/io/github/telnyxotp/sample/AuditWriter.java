package io.github.telnyxotp.sample;

import java.util.Objects;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes down what happens to the codes of the bank's customers.
 */
@Component
class AuditWriter {

	private final AuditTrail trail;

	AuditWriter(AuditTrail trail) {
		this.trail = trail;
	}

	@EventListener
	void write(OtpEvent event) {
		Channel channel = channel(event);
		this.trail.save(new AuditEntry(null, event.subject().at(), customer(event.owner()), event.challenge(),
				event.owner().purpose().name(), event.getClass().getSimpleName(),
				(channel != null) ? channel.name() : null, event.phone(), event.subject().country(), reason(event)));
	}

	/** Who signs up is no customer yet, and may have named one. */
	private static String customer(Owner owner) {
		return (owner.purpose() == Purpose.SIGN_UP) ? "(sign-up) " + owner.subject() : owner.subject();
	}

	private static @Nullable Channel channel(OtpEvent event) {
		if (event instanceof OtpEvent.Sent sent) {
			return sent.channel();
		}
		if (event instanceof OtpEvent.Resent resent) {
			return resent.channel();
		}
		if (event instanceof OtpEvent.Moved moved) {
			return moved.to();
		}
		if (event instanceof OtpEvent.Reported reported) {
			return reported.channel();
		}
		return (event instanceof OtpEvent.Verified verified) ? verified.channel() : null;
	}

	private static @Nullable String reason(OtpEvent event) {
		Object reason = null;
		if (event instanceof OtpEvent.Sent sent) {
			reason = sent.answer().getClass().getSimpleName();
		}
		else if (event instanceof OtpEvent.Moved moved) {
			reason = moved.cause();
		}
		else if (event instanceof OtpEvent.Reported reported) {
			reason = reported.delivery();
		}
		else if (event instanceof OtpEvent.Failed failed) {
			reason = failed.verdict().getClass().getSimpleName();
		}
		else if (event instanceof OtpEvent.Refused refused) {
			reason = refused.action() + " " + refused.rule();
		}
		else if (event instanceof OtpEvent.Ended ended) {
			reason = ended.state();
		}
		return Objects.toString(reason, null);
	}

}
