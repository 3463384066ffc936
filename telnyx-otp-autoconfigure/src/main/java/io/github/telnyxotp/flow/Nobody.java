package io.github.telnyxotp.flow;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.github.telnyxotp.PhoneNumber;

/**
 * The phones of those who have none. A recovery of an account that there is not counts,
 * bars and ends like any other with the number that belongs to its name, so that nothing
 * tells the two apart (SEC-26). Nothing is ever sent there.
 */
final class Nobody {

	/** The calling code that is given to no country and no network. */
	private static final String CODE = "+999";

	private static final long NUMBERS = 1_000_000_000_000L;

	private Nobody() {
	}

	/** Always the same one for the same name. */
	static PhoneNumber phone(String account) {
		UUID name = UUID.nameUUIDFromBytes(account.getBytes(StandardCharsets.UTF_8));
		// The sum has thirteen digits, so that leading zeros stay
		long digits = NUMBERS + Math.floorMod(name.getMostSignificantBits(), NUMBERS);
		return new PhoneNumber(CODE + Long.toString(digits).substring(1));
	}

	static boolean has(PhoneNumber phone) {
		return phone.value().startsWith(CODE);
	}

}
