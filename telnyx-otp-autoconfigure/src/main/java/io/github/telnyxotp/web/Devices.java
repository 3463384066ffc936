package io.github.telnyxotp.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.RememberedDevice;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.page.DeviceList;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;

import org.springframework.http.MediaType;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Shows people their remembered devices and forgets those they name. Only for somebody
 * with both factors, and only about the own account (SEC-24, SEC-37).
 */
final class Devices implements Handler {

	private static final AuthorizationManager<Exchange> WHOLE = OtpAuthorizationManagerFactory
		.phoneFactor((user, exchange) -> true);

	private final Pages pages;

	private final Place place;

	private final RememberedDevices devices;

	private final DeviceDoor door;

	private final OtpReplies replies;

	Devices(Pages pages, RememberedDevices devices, DeviceDoor door) {
		this.pages = pages;
		this.place = Place.of(pages.places().devices());
		this.devices = devices;
		this.door = door;
		this.replies = new OtpReplies(pages.places());
	}

	@Override
	public boolean matches(Exchange exchange) {
		return this.place.matches(exchange);
	}

	@Override
	public Reply handle(Exchange exchange) {
		Authentication user = exchange.user()
			.orElseThrow(() -> new InsufficientAuthenticationException("The first factor is missing"));
		WHOLE.authorize(() -> user, exchange);
		return exchange.method().equals("POST") ? forget(exchange, user.getName()) : show(exchange, user.getName());
	}

	private Reply forget(Exchange exchange, String account) {
		Optional<String> device = submitted(exchange);
		if (device.isEmpty()) {
			return this.replies.refuse(exchange, Kind.MALFORMED);
		}
		if (device.get().equals(DeviceList.ALL)) {
			this.devices.forget(account);
		}
		else {
			this.devices.forget(account, device.get());
		}
		return OtpReplies.wantsPage(exchange) ? OtpReplies.lead(exchange, this.pages.places().devices())
				: show(exchange, account);
	}

	private Reply show(Exchange exchange, String account) {
		List<RememberedDevice> all = this.devices.list(account);
		String current = this.door.current(exchange);
		if (!OtpReplies.wantsPage(exchange)) {
			return Reply.of(200, MediaType.APPLICATION_JSON, OtpJson.devices(all, current));
		}
		OtpPage page = this.pages.plain(exchange, OtpReplies.notice(exchange), Duration.ZERO);
		String action = exchange.contextPath() + this.pages.places().devices();
		return Pages.html(200, this.pages.renderer().renderDevices(page, new DeviceList(all, current, action)));
	}

	private static Optional<String> submitted(Exchange exchange) {
		return SubmittedBody.isJson(exchange) ? OtpJson.device(exchange.body())
				: SubmittedBody.only(exchange, "device");
	}

}
