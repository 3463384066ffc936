package io.github.telnyxotp.webhook;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * What a signed webhook says. Of its fields only these are kept; a code or a number that
 * came with it ends where it was parsed (SEC-09, SEC-67).
 */
sealed interface WebhookReport {

	/**
	 * How far a message has come.
	 *
	 * @param eventId name of the event
	 * @param type type of the event, one of those that are known
	 * @param verification which message
	 * @param profileId Verify profile under which it was sent
	 * @param channel how it was sent, if it is a way that is known
	 * @param delivery how far it has come
	 */
	record Delivered(String eventId, String type, VerificationId verification, String profileId,
			@Nullable Channel channel, Delivery delivery) implements WebhookReport {
	}

	/**
	 * What Telnyx thinks of a verification. It is for status and audit and proves nothing
	 * (D4, SEC-43).
	 *
	 * @param eventId name of the event
	 * @param type type of the event
	 * @param verification which verification
	 * @param status a word in lower case
	 */
	record Hint(String eventId, String type, VerificationId verification, String status) implements WebhookReport {
	}

	/**
	 * Nothing for us.
	 *
	 * @param reason why not
	 */
	record Ignored(Reason reason) implements WebhookReport {
	}

	/**
	 * Not what the API promises.
	 */
	record Malformed() implements WebhookReport {
	}

	/**
	 * Why a report is ignored.
	 */
	enum Reason {

		/** Nobody here knows such events. */
		TYPE,

		/** It belongs to another Verify profile, or to none. */
		PROFILE,

		/** No verification can have this id. */
		VERIFICATION

	}

}
