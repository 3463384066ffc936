package io.github.telnyxotp.limit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * The usual keys of limits. Those of a network or session do not apply where there is
 * none.
 *
 * @since 0.1
 */
public enum StandardKey implements LimitKey {

	/**
	 * One counter for each phone, and another one for what strangers ask for and those
	 * who enrol it: they cannot use up what its owner needs after a password (SEC-18).
	 */
	PHONE {
		@Override
		public String of(Traffic traffic) {
			String phone = traffic.phone().value();
			return traffic.owner().claimsPhone() ? phone : STRANGER + phone;
		}
	},

	/**
	 * One counter for each ten thousand adjacent numbers: the last four digits differ.
	 */
	PREFIX {
		@Override
		public String of(Traffic traffic) {
			PhoneNumber phone = traffic.phone();
			return phone.value().substring(0, phone.value().length() - SUBSCRIBER_DIGITS);
		}
	},

	/** One counter for each country that a phone belongs to. */
	COUNTRY {
		@Override
		public String of(Traffic traffic) {
			return traffic.country();
		}
	},

	/** One counter for each IPv4 address and each /64 of IPv6. */
	IP {
		@Override
		public @Nullable String of(Traffic traffic) {
			ClientNetwork network = traffic.origin().network();
			return (network != null) ? network.narrow() : null;
		}
	},

	/** One counter for each /24 of IPv4 and each /48 of IPv6. */
	NETWORK {
		@Override
		public @Nullable String of(Traffic traffic) {
			ClientNetwork network = traffic.origin().network();
			return (network != null) ? network.wide() : null;
		}
	},

	/**
	 * One counter for each account, whatever it is asked for. It does not apply to
	 * strangers: nothing is proved yet, and anybody can name an account (SEC-18).
	 */
	USER {
		@Override
		public @Nullable String of(Traffic traffic) {
			Owner owner = traffic.owner();
			return owner.isStranger() ? null : owner.subject();
		}
	},

	/** One counter for each browser session. */
	SESSION {
		@Override
		public @Nullable String of(Traffic traffic) {
			return traffic.origin().session();
		}
	},

	/** One counter for all. */
	GLOBAL {
		@Override
		public String of(Traffic traffic) {
			return ALL;
		}
	},

	/**
	 * One counter for all who have proved nothing yet. It does not apply to accounts that
	 * are signed in by something else, so that strangers cannot lock them out (SEC-18).
	 */
	ANONYMOUS {
		@Override
		public @Nullable String of(Traffic traffic) {
			return traffic.owner().isStranger() ? ALL : null;
		}
	};

	private static final int SUBSCRIBER_DIGITS = 4;

	private static final String ALL = "all";

	private static final String STRANGER = "stranger ";

	/**
	 * Whether it tells only where a request comes from, and nothing about the phone: what
	 * it refuses is no secret (SEC-26).
	 * @return {@code true} for network and session
	 */
	public boolean isOfOrigin() {
		return this == IP || this == NETWORK || this == SESSION;
	}

	/**
	 * The name of this key in properties.
	 * @return for example {@code phone}
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The key of that name.
	 * @param id as {@link #id()} gives it
	 * @return the key, or nothing if there is none
	 */
	public static Optional<StandardKey> find(String id) {
		return Arrays.stream(values()).filter((key) -> key.id().equals(id)).findFirst();
	}

}
