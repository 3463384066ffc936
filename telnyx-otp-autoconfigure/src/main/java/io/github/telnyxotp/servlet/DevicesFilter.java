package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.RememberedDevice;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.page.DeviceList;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shows people their remembered devices and forgets those they name. Only for somebody
 * with both factors, and only about the own account (SEC-24, SEC-37).
 */
final class DevicesFilter extends OncePerRequestFilter {

	private static final AuthorizationManager<HttpServletRequest> WHOLE = OtpAuthorizationManagerFactory
		.phoneFactor((user, request) -> true);

	private final OtpEndpoints endpoints;

	private final RequestMatcher place;

	private final OtpLoginSettings settings;

	private final OtpPageRenderer renderer;

	private final RememberedDevices devices;

	private final DeviceDoor door;

	private final SignedIn signedIn;

	private final OtpReplies replies;

	DevicesFilter(OtpEndpoints endpoints, OtpLoginSettings settings, OtpPageRenderer renderer,
			RememberedDevices devices, DeviceDoor door, SignedIn signedIn) {
		this.endpoints = endpoints;
		this.place = endpoints.matcher(endpoints.devices());
		this.settings = settings;
		this.renderer = renderer;
		this.devices = devices;
		this.door = door;
		this.signedIn = signedIn;
		this.replies = new OtpReplies(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.place.matches(request)) {
			chain.doFilter(request, response);
			return;
		}
		Authentication user = this.signedIn.find()
			.orElseThrow(() -> new InsufficientAuthenticationException("The first factor is missing"));
		WHOLE.authorize(() -> user, request);
		if (HttpMethod.POST.matches(request.getMethod())) {
			forget(request, response, user.getName());
		}
		else {
			show(request, response, user.getName());
		}
	}

	private void forget(HttpServletRequest request, HttpServletResponse response, String account) throws IOException {
		Optional<String> device = submitted(request);
		if (device.isEmpty()) {
			this.replies.refuse(request, response, Kind.MALFORMED);
			return;
		}
		if (device.get().equals(DeviceList.ALL)) {
			this.devices.forget(account);
		}
		else {
			this.devices.forget(account, device.get());
		}
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.redirect(request, response, this.endpoints.devices());
			return;
		}
		show(request, response, account);
	}

	private void show(HttpServletRequest request, HttpServletResponse response, String account) throws IOException {
		List<RememberedDevice> all = this.devices.list(account);
		String current = this.door.current(request);
		if (!OtpReplies.WANTS_PAGE.matches(request)) {
			OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON,
					OtpJson.devices(all, current));
			return;
		}
		OtpPage.Site site = new OtpPage.Site(this.endpoints.links(request), this.settings.codeFormat(),
				this.settings.name());
		OtpPage page = new OtpPage(site, OtpPageFilter.csrf(request), request.getLocale(), true, null,
				OtpReplies.notice(request), Duration.ZERO, Set.of(), OtpPage.Ask.NOTHING);
		String action = request.getContextPath() + this.endpoints.devices();
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.TEXT_HTML,
				this.renderer.renderDevices(page, new DeviceList(all, current, action)));
	}

	private static Optional<String> submitted(HttpServletRequest request) throws IOException {
		if (OtpAuthenticationFilter.isJson(request)) {
			return OtpJson.device(request.getInputStream().readAllBytes());
		}
		List<String> values = SubmittedForm.values(request, "device");
		return (values.size() == 1) ? Optional.of(values.get(0)) : Optional.empty();
	}

}
