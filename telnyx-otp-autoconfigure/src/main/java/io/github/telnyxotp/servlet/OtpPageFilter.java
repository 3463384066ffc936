package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.page.OtpAssets;
import io.github.telnyxotp.page.OtpLinks;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.security.Approval;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;
import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.security.StepUp;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Shows our code page, its style sheet and its script. Showing sends nothing (SEC-63).
 */
final class OtpPageFilter extends OncePerRequestFilter {

	private final OtpEndpoints endpoints;

	private final RequestMatcher page;

	private final List<Asset> assets;

	private final OtpLoginSettings settings;

	private final OtpPageRenderer renderer;

	private final OtpSecondFactor secondFactor;

	private final @Nullable OtpEnrolment enrolment;

	private final SignedIn signedIn;

	private final RequestCache requests;

	private final SlowChannels slow;

	private final DeviceDoor devices;

	OtpPageFilter(OtpEndpoints endpoints, OtpLoginSettings settings, OtpPageRenderer renderer,
			OtpSecondFactor secondFactor, @Nullable OtpEnrolment enrolment, SignedIn signedIn, RequestCache requests,
			SlowChannels slow, DeviceDoor devices) {
		this.endpoints = endpoints;
		this.page = endpoints.matcher(endpoints.path());
		this.assets = List.of(
				new Asset(endpoints.matcher(endpoints.css()), new MediaType("text", "css"), OtpAssets.css()),
				new Asset(endpoints.matcher(endpoints.js()), new MediaType("text", "javascript"), OtpAssets.js()),
				new Asset(endpoints.matcher(endpoints.icon()), new MediaType("image", "svg+xml"), OtpAssets.icon()));
		this.settings = settings;
		this.renderer = renderer;
		this.secondFactor = secondFactor;
		this.enrolment = enrolment;
		this.signedIn = signedIn;
		this.requests = requests;
		this.slow = slow;
		this.devices = devices;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (this.page.matches(request) && !HttpMethod.POST.matches(request.getMethod())) {
			show(request, response, this.signedIn.require(request));
			return;
		}
		for (Asset asset : this.assets) {
			if (asset.matcher().matches(request)) {
				OtpReplies.write(response, HttpServletResponse.SC_OK, asset.type(), asset.text());
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private void show(HttpServletRequest request, HttpServletResponse response, OtpContext context) throws IOException {
		Authentication user = context.user();
		boolean done = PhoneFactor.isHeldBy(user) || PhoneFactor.isRemembered(user);
		if (done && context.challenge() == null && context.stepUp() == null) {
			leave(request, response);
			return;
		}
		Optional<ChallengeStatus> status = this.secondFactor.status(context);
		String phone = this.endpoints.phone();
		if (user instanceof OtpVisitor && phone != null && status.isEmpty()) {
			// Forgotten, and nobody else knows the number
			new OtpReplies(this.endpoints).redirect(request, response, phone);
			return;
		}
		Optional<List<PhoneNumber>> phones = context.enrols() ? Optional.empty() : this.secondFactor.phones(user);
		if (status.isEmpty() && (context.enrols() || canEnrol(user, phones.filter(List::isEmpty).isPresent()))) {
			// Or whoever has a phone by now would be led in a circle
			ChallengeSession.endEnrolment(request);
			new OtpReplies(this.endpoints).redirect(request, response, this.endpoints.enrol());
			return;
		}
		OtpPage.Site site = new OtpPage.Site(links(request, user), this.settings.codeFormat(), this.settings.name());
		// While the phonebook fails nobody is told to have no phone
		boolean phoneKnown = phones.map((all) -> !all.isEmpty()).orElse(true);
		OtpPage page = new OtpPage(site, csrf(request), request.getLocale(), phoneKnown, status.orElse(null),
				OtpReplies.notice(request), OtpReplies.after(request), this.slow.now(),
				new OtpPage.Ask(words(context), phones.orElseGet(List::of), this.devices.offer(context),
						context.enrols() ? request.getContextPath() + this.endpoints.enrol() : null));
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.TEXT_HTML, this.renderer.render(page));
	}

	private OtpLinks links(HttpServletRequest request, Authentication user) {
		OtpLinks links = this.endpoints.links(request);
		// A visitor is nobody who could sign out
		return (user instanceof OtpVisitor) ? new OtpLinks(links.page(), links.send(), links.status(), null) : links;
	}

	/**
	 * Whoever has no phone is led to where one can be enrolled, and not left standing.
	 */
	private boolean canEnrol(Authentication user, boolean withoutPhone) {
		return withoutPhone && this.enrolment != null && this.enrolment.isOpenTo(user);
	}

	private static @Nullable String words(OtpContext context) {
		StepUp stepUp = context.stepUp();
		Approval approval = (stepUp != null) ? stepUp.approval() : null;
		return (approval != null) ? approval.words() : null;
	}

	/**
	 * Back button after success, or the loser of a double submit, whose page is the one
	 * that the browser shows.
	 */
	private void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
		SavedRequest saved = this.requests.getRequest(request, response);
		new OtpReplies(this.endpoints).redirect(request, response, (saved != null) ? saved.getRedirectUrl() : "/");
	}

	static OtpPage.@Nullable Csrf csrf(HttpServletRequest request) {
		CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		return (token != null) ? new OtpPage.Csrf(token.getParameterName(), token.getToken()) : null;
	}

	/**
	 * A file that belongs to the page.
	 *
	 * @param matcher matches its place
	 * @param type what it is
	 * @param text what is in it
	 */
	private record Asset(RequestMatcher matcher, MediaType type, String text) {
	}

}
