package io.github.telnyxotp.simulator;

import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the API tells the application about a verification without being asked.
 */
final class Reports {

	private final Verifications verifications;

	private final Webhooks webhooks;

	private final Wire wire;

	private final Switches switches;

	private final InstantSource clock;

	Reports(Verifications verifications, Webhooks webhooks, Wire wire, Switches switches, InstantSource clock) {
		this.verifications = verifications;
		this.webhooks = webhooks;
		this.wire = wire;
		this.switches = switches;
		this.clock = clock;
	}

	/** A message was handed to the carrier; nothing may follow if it is the last word. */
	void sent(Verification verification, boolean lastWord) {
		if (lastWord || !this.switches.on(Switch.WEBHOOKS_OUT_OF_ORDER)) {
			report("verify.sent", verification, "sent");
		}
	}

	/** The carrier knows what became of a message. */
	void ended(Verification verification, boolean delivered) {
		switch (this.switches.get(Switch.DELIVERY_UNCONFIRMED)) {
			case "failed" -> report("verify.failed", verification, "delivery_unconfirmed");
			case "delivered" -> report("verify.delivered", verification, "delivery_unconfirmed");
			case "none" -> {
			}
			default -> ordinaryEnd(verification, delivered);
		}
		if (this.switches.on(Switch.WEBHOOKS_OUT_OF_ORDER)) {
			report("verify.sent", verification, "sent");
		}
	}

	/** A code was accepted. */
	void completed(Verification verification) {
		if (this.switches.on(Switch.COMPLETED_EVENT)) {
			report("verify.completed", verification, "delivered");
		}
	}

	private void ordinaryEnd(Verification verification, boolean delivered) {
		if (delivered) {
			report("verify.delivered", verification, "delivered");
		}
		else {
			report("verify.failed", verification, this.switches.get(Switch.FAILED_DELIVERY_STATUS));
		}
	}

	private void report(String type, Verification verification, String deliveryStatus) {
		Verification current = this.verifications.find(verification.id()).orElse(verification);
		boolean sameId = this.switches.on(Switch.DATA_ID_EQUALS_VERIFICATION_ID);
		Map<String, @Nullable Object> data = Json.map("event_type", type, "id",
				sameId ? current.id() : UUID.randomUUID().toString(), "occurred_at",
				Wire.occurredAt(this.clock.instant()), "record_type", "event", "payload",
				this.wire.payload(current, deliveryStatus));
		this.webhooks.post(current.id(), data);
		if (this.switches.on(Switch.DUPLICATE_WEBHOOKS)) {
			this.webhooks.post(current.id(), data);
		}
	}

}
