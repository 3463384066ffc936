package io.github.telnyxotp.telnyx;

import java.time.Duration;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * The part of the Telnyx Verify API that this library uses, and the seam at which an
 * application brings a client of its own. Calls block, for a bounded time, on the
 * caller's thread; implementations are safe for use by many threads. Nothing here
 * retries: a second sending is a second message on the bill (SEC-47). Whatever goes wrong
 * is an answer, never an exception.
 *
 * @since 0.1
 */
public interface TelnyxClient {

	/**
	 * Orders one message with a new code.
	 * @param phone who gets it
	 * @param channel how
	 * @param timeToLive how long Telnyx shall accept the code, in whole seconds at least
	 * @return what came of it
	 */
	SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive);

	/**
	 * Asks whether a code is the one that was sent.
	 * @param phone the phone it was sent to
	 * @param verification the newest verification of that phone, or {@code null} if its
	 * order was never confirmed
	 * @param code digits only
	 * @return what Telnyx says
	 */
	CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code);

	/**
	 * Reads how far a verification has come, for reconciliation. It never proves anything
	 * about a person.
	 * @param verification which one
	 * @return its status at Telnyx
	 */
	VerificationStatus retrieve(VerificationId verification);

}
