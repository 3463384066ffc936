package io.github.telnyxotp.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.DeviceCookie;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;
import io.github.telnyxotp.security.PhoneFactor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;

/**
 * The cookie of a remembered device, and the note in the session that it was recognised
 * (SEC-37). The note is plain text, as all that we keep there; it counts for one account
 * only.
 *
 * @since 0.1
 */
public final class DeviceDoor {

	private static final String NOTE = "io.github.telnyxotp.DEVICE";

	private static final String HOST_PREFIX = "__Host-";

	private final @Nullable RememberedDevices devices;

	private final String cookieName;

	private final OtpSecondFactor secondFactor;

	/**
	 * A door.
	 * @param devices the devices, {@code null} where none are remembered
	 * @param cookieName the cookie, without the prefix that it gets over TLS
	 * @param secondFactor who knows the phones
	 */
	DeviceDoor(@Nullable RememberedDevices devices, String cookieName, OtpSecondFactor secondFactor) {
		this.devices = devices;
		this.cookieName = cookieName;
		this.secondFactor = secondFactor;
	}

	/**
	 * For how long the device can be remembered with the next code, {@code null} if not
	 * at all: with a code that is no second factor of a login it cannot.
	 */
	@Nullable Duration offer(OtpContext context) {
		boolean login = !(context.user() instanceof OtpVisitor) && !PhoneFactor.isAllOf(context.user())
				&& context.stepUp() == null;
		return (this.devices != null && login) ? this.devices.timeToLive() : null;
	}

	/** Remembers the device of somebody who wished it and has just given the code. */
	Optional<ResponseCookie> remember(Exchange exchange, String account, PhoneNumber phone) {
		if (this.devices == null) {
			return Optional.empty();
		}
		String label = DeviceLabel.of(exchange.header("User-Agent"));
		return this.devices.remember(account, phone, label, shown(exchange).orElse(null))
			.map((cookie) -> cookie(exchange, cookie));
	}

	/** Each login is judged anew, also one that looks at no device. */
	static void forget(Session session) {
		session.remove(NOTE);
	}

	/**
	 * Whether the browser shows a device of this account: then it gets a new cookie.
	 * Until the next login the session keeps what came of it.
	 */
	Optional<ResponseCookie> recognise(Exchange exchange, Authentication user) {
		forget(exchange.session());
		return shown(exchange).flatMap((shown) -> recognise(user, shown)).map((cookie) -> {
			exchange.session().put(NOTE, cookie.at().toEpochMilli() + " " + user.getName());
			return cookie(exchange, cookie);
		});
	}

	private Optional<DeviceCookie> recognise(Authentication user, String shown) {
		// While the phonebook fails nobody is recognised, and no device is forgotten
		Optional<List<PhoneNumber>> phones = this.secondFactor.phones(user);
		return (this.devices != null && phones.isPresent())
				? this.devices.recognise(user.getName(), phones.get(), shown) : Optional.empty();
	}

	/**
	 * Gives whoever was recognised by the device its factor.
	 * @param user what the session keeps, or {@code null}
	 * @param session the session of the browser
	 * @return somebody with the factor, or nothing if that adds nothing
	 */
	public static Optional<Authentication> withFactor(@Nullable Authentication user, Session session) {
		if (user == null || !SignedIn.is(user) || PhoneFactor.isRemembered(user)) {
			return Optional.empty();
		}
		return recognised(session, user).map((at) -> PhoneFactor.remembered(user, at));
	}

	/** When the device was recognised for this user, or nothing if it was not. */
	static Optional<Instant> recognised(Session session, Authentication user) {
		if (!(session.get(NOTE) instanceof String note)) {
			return Optional.empty();
		}
		String[] parts = note.split(" ", 2);
		return parts[1].equals(user.getName()) ? Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[0])))
				: Optional.empty();
	}

	/** The device that this browser says it is; that proves nothing. */
	@Nullable String current(Exchange exchange) {
		return shown(exchange).flatMap(RememberedDevices::reference).orElse(null);
	}

	private Optional<String> shown(Exchange exchange) {
		return (this.devices != null) ? Optional.ofNullable(exchange.cookie(name(exchange))) : Optional.empty();
	}

	private ResponseCookie cookie(Exchange exchange, DeviceCookie cookie) {
		return ResponseCookie.from(name(exchange), cookie.value())
			.path(path(exchange))
			.maxAge(cookie.maxAge())
			.httpOnly(true)
			.secure(exchange.secure())
			.sameSite("Lax")
			.build();
	}

	/** Browsers take the prefix only over TLS and for a whole host. */
	private String name(Exchange exchange) {
		boolean host = exchange.secure() && path(exchange).equals("/");
		return host ? HOST_PREFIX + this.cookieName : this.cookieName;
	}

	private static String path(Exchange exchange) {
		return exchange.contextPath().isEmpty() ? "/" : exchange.contextPath();
	}

}
