package io.github.telnyxotp;

import java.time.Instant;

/**
 * A device that a person chose to have remembered, as that person sees it. Nothing of it
 * opens anything.
 *
 * @param reference a name within the account, twelve hexadecimal digits, from which the
 * token cannot be told
 * @param label browser and system, for example {@code Firefox, Linux}; empty if not known
 * @param created when a code was confirmed on it
 * @param lastUsed when it took the place of a code last, at first as created
 * @param expires when a code is asked for again
 * @since 0.1
 */
public record RememberedDevice(String reference, String label, Instant created, Instant lastUsed, Instant expires) {

}
