package io.github.telnyxotp.store;

import java.util.Optional;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;

/**
 * Keeps reports that were faster than the answer to the sending they are about, each for
 * a minute, and an extension point. The node to which a report comes need not be the one
 * that sends. Whose report is forgotten loses little: the next channel comes by time
 * then. Safe for use by many threads.
 *
 * @since 0.1
 */
public interface ReportStore {

	/**
	 * Keeps a report. Of several about the same verification the furthest counts.
	 * @param verification which message
	 * @param report how far it has come
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void keep(VerificationId verification, Delivery report);

	/**
	 * Takes out what is known about a verification.
	 * @param verification which message
	 * @return the furthest report, which is then no longer kept
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	Optional<Delivery> take(VerificationId verification);

}
