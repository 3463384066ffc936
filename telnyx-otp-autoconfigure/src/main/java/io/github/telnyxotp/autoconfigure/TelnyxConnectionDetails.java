package io.github.telnyxotp.autoconfigure;

import java.net.URI;
import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the Verify API is, and who calls it. A bean of this type goes before the
 * properties {@code telnyx.otp.*}; the Telnyx simulator publishes one, so that an
 * application needs no setting in tests and demos. Implementations are immutable.
 *
 * @since 0.1
 */
public interface TelnyxConnectionDetails extends ConnectionDetails {

	/**
	 * The address in front of every path, its version included.
	 * @return for example {@code https://api.telnyx.com/v2}, without a slash at the end
	 */
	URI baseUrl();

	/**
	 * The key that is sent as bearer token. It is a secret: nobody logs it or puts it
	 * into a message or a {@code toString}.
	 * @return the key, never empty
	 */
	String apiKey();

	/**
	 * The Verify profile under which codes are sent and checked.
	 * @return its id, a UUID
	 */
	String verifyProfileId();

	/**
	 * The keys with which webhooks may be signed, besides those of the property
	 * {@code telnyx.otp.webhook.public-keys}.
	 * @return each as base64 of its 32 bytes; none unless an implementation says so
	 */
	default List<String> webhookPublicKeys() {
		return List.of();
	}

}
