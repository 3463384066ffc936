package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberProofs;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether a number still opens the door of an account that proved it once (SEC-40).
 *
 * @param proofs what the application remembers, fetched with the first question;
 * {@code null} from it, and every number does
 * @param unusedAfter time without a proof after which a number opens no door, more than
 * zero
 * @param clock the time against which proofs age
 * @since 0.1
 */
public record ProofMemory(Supplier<@Nullable PhoneNumberProofs> proofs, Duration unusedAfter, InstantSource clock) {

	private static final Log logger = LogFactory.getLog(ProofMemory.class);

	/**
	 * Checks the time.
	 * @throws IllegalArgumentException if it is not more than zero
	 */
	public ProofMemory {
		if (unusedAfter.isNegative() || unusedAfter.isZero()) {
			throw new IllegalArgumentException("'unusedAfter' must be more than zero");
		}
	}

	boolean isFresh(String account, PhoneNumber phone) {
		PhoneNumberProofs known = this.proofs.get();
		return known == null || known.lastProof(account, phone)
			.filter((last) -> this.clock.instant().isBefore(last.plus(this.unusedAfter)))
			.isPresent();
	}

	/** What cannot be remembered only closes a door later. */
	void proved(String account, PhoneNumber phone, Instant at) {
		PhoneNumberProofs known = this.proofs.get();
		if (known == null) {
			return;
		}
		try {
			known.proved(account, phone, at);
		}
		catch (RuntimeException ex) {
			logger.error("The proof of a number could not be remembered", ex);
		}
	}

}
