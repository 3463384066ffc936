package io.github.telnyxotp.limit;

import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;

/**
 * One thing that somebody wants to do, as the rules of this room see it.
 *
 * @param owner whose challenge it is for, and what for
 * @param phone the phone in question
 * @param country two-letter code of the country that the number belongs to, {@code ZZ} if
 * it belongs to none
 * @param origin where the request comes from
 * @since 0.1
 */
public record Traffic(Owner owner, PhoneNumber phone, String country, Origin origin) {

	/** The country of numbers that belong to none. */
	public static final String NO_COUNTRY = "ZZ";

}
