package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.DeviceCookie;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;
import io.github.telnyxotp.security.PhoneFactor;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;

/**
 * The cookie of a remembered device, and the note in the session that it was recognised
 * (SEC-37). The note is plain text, as all that we keep there; it counts for one account
 * only.
 */
final class DeviceDoor {

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
	void remember(HttpServletRequest request, HttpServletResponse response, String account, PhoneNumber phone) {
		if (this.devices != null) {
			String label = DeviceLabel.of(request.getHeader("User-Agent"));
			this.devices.remember(account, phone, label, shown(request).orElse(null))
				.ifPresent((cookie) -> write(request, response, cookie));
		}
	}

	/** Each login is judged anew, also one that looks at no device. */
	static void forget(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.removeAttribute(NOTE);
		}
	}

	/**
	 * Whether the browser shows a device of this account. Until the next login the
	 * session keeps what came of it.
	 */
	boolean recognise(HttpServletRequest request, HttpServletResponse response, Authentication user) {
		forget(request);
		Optional<DeviceCookie> recognised = shown(request).flatMap((shown) -> recognise(user, shown));
		recognised.ifPresent((cookie) -> {
			write(request, response, cookie);
			request.getSession().setAttribute(NOTE, cookie.at().toEpochMilli() + " " + user.getName());
		});
		return recognised.isPresent();
	}

	private Optional<DeviceCookie> recognise(Authentication user, String shown) {
		// While the phonebook fails nobody is recognised, and no device is forgotten
		Optional<List<PhoneNumber>> phones = this.secondFactor.phones(user);
		return (this.devices != null && phones.isPresent())
				? this.devices.recognise(user.getName(), phones.get(), shown) : Optional.empty();
	}

	/** When the device was recognised for this user, or nothing if it was not. */
	static Optional<Instant> recognised(HttpServletRequest request, Authentication user) {
		HttpSession session = request.getSession(false);
		if (session == null || !(session.getAttribute(NOTE) instanceof String note)) {
			return Optional.empty();
		}
		String[] parts = note.split(" ", 2);
		return parts[1].equals(user.getName()) ? Optional.of(Instant.ofEpochMilli(Long.parseLong(parts[0])))
				: Optional.empty();
	}

	/** The device that this browser says it is; that proves nothing. */
	@Nullable String current(HttpServletRequest request) {
		return shown(request).flatMap(RememberedDevices::reference).orElse(null);
	}

	private Optional<String> shown(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		if (this.devices == null || cookies == null) {
			return Optional.empty();
		}
		String name = name(request);
		return Arrays.stream(cookies)
			.filter((cookie) -> name.equals(cookie.getName()))
			.map(Cookie::getValue)
			.findFirst();
	}

	private void write(HttpServletRequest request, HttpServletResponse response, DeviceCookie cookie) {
		response.addHeader("Set-Cookie",
				ResponseCookie.from(name(request), cookie.value())
					.path(path(request))
					.maxAge(cookie.maxAge())
					.httpOnly(true)
					.secure(request.isSecure())
					.sameSite("Lax")
					.build()
					.toString());
	}

	/** Browsers take the prefix only over TLS and for a whole host. */
	private String name(HttpServletRequest request) {
		boolean host = request.isSecure() && path(request).equals("/");
		return host ? HOST_PREFIX + this.cookieName : this.cookieName;
	}

	private static String path(HttpServletRequest request) {
		return request.getContextPath().isEmpty() ? "/" : request.getContextPath();
	}

}
