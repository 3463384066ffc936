package io.github.telnyxotp.web;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.page.OtpAssets;
import io.github.telnyxotp.page.OtpLinks;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.security.Approval;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;
import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.security.StepUp;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;

/**
 * Shows our code page, its style sheet and its script. Showing sends nothing (SEC-63).
 */
final class CodePage implements Handler {

	private final Pages pages;

	private final OtpEndpoints endpoints;

	private final Place page;

	private final List<Asset> assets;

	private final OtpSecondFactor secondFactor;

	private final @Nullable OtpEnrolment enrolment;

	private final SlowChannels slow;

	private final DeviceDoor devices;

	CodePage(Pages pages, OtpSecondFactor secondFactor, @Nullable OtpEnrolment enrolment, SlowChannels slow,
			DeviceDoor devices) {
		this.pages = pages;
		this.endpoints = pages.places();
		this.page = Place.of(this.endpoints.path());
		this.assets = List.of(new Asset(Place.of(this.endpoints.css()), new MediaType("text", "css"), OtpAssets.css()),
				new Asset(Place.of(this.endpoints.js()), new MediaType("text", "javascript"), OtpAssets.js()),
				new Asset(Place.of(this.endpoints.icon()), new MediaType("image", "svg+xml"), OtpAssets.icon()));
		this.secondFactor = secondFactor;
		this.enrolment = enrolment;
		this.slow = slow;
		this.devices = devices;
	}

	@Override
	public boolean matches(Exchange exchange) {
		return isPage(exchange) || asset(exchange).isPresent();
	}

	@Override
	public Reply handle(Exchange exchange) {
		return isPage(exchange) ? show(exchange, SignedIn.require(exchange)) : asset(exchange).orElseThrow().reply();
	}

	private boolean isPage(Exchange exchange) {
		return this.page.matches(exchange) && !exchange.method().equals("POST");
	}

	private Optional<Asset> asset(Exchange exchange) {
		return this.assets.stream().filter((each) -> each.place().matches(exchange)).findFirst();
	}

	private Reply show(Exchange exchange, OtpContext context) {
		Authentication user = context.user();
		boolean done = PhoneFactor.isHeldBy(user) || PhoneFactor.isRemembered(user);
		if (done && context.challenge() == null && context.stepUp() == null) {
			// Back button after success, or the loser of a double submit, whose page is
			// the one that the browser shows
			return OtpReplies.lead(exchange, exchange.savedRequest().orElse("/"));
		}
		Optional<ChallengeStatus> status = this.secondFactor.status(context);
		String phone = this.endpoints.phone();
		if (user instanceof OtpVisitor && phone != null && status.isEmpty()) {
			// Forgotten, and nobody else knows the number
			return OtpReplies.lead(exchange, phone);
		}
		Optional<List<PhoneNumber>> phones = context.enrols() ? Optional.empty() : this.secondFactor.phones(user);
		if (status.isEmpty() && (context.enrols() || canEnrol(user, phones.filter(List::isEmpty).isPresent()))) {
			// Or whoever has a phone by now would be led in a circle
			ChallengeSession.endEnrolment(exchange.session());
			return OtpReplies.lead(exchange, this.endpoints.enrol());
		}
		return show(exchange, context, status.orElse(null), phones.orElse(null));
	}

	private Reply show(Exchange exchange, OtpContext context, @Nullable ChallengeStatus status,
			@Nullable List<PhoneNumber> phones) {
		OtpPage.Site site = new OtpPage.Site(links(exchange, context.user()), this.pages.settings().codeFormat(),
				this.pages.settings().name());
		// While the phonebook fails nobody is told to have no phone
		boolean phoneKnown = phones == null || !phones.isEmpty();
		OtpPage page = new OtpPage(site, exchange.csrf(), exchange.locale(), phoneKnown, status,
				OtpReplies.notice(exchange), OtpReplies.after(exchange), this.slow.now(),
				new OtpPage.Ask(words(context), (phones != null) ? phones : List.of(), this.devices.offer(context),
						context.enrols() ? exchange.contextPath() + this.endpoints.enrol() : null));
		return Pages.html(200, this.pages.renderer().render(page));
	}

	private OtpLinks links(Exchange exchange, Authentication user) {
		OtpLinks links = this.endpoints.links(exchange);
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
	 * A file that belongs to the page.
	 *
	 * @param place where it lies
	 * @param type what it is
	 * @param text what is in it
	 */
	private record Asset(Place place, MediaType type, String text) {

		Reply reply() {
			return Reply.of(200, this.type, this.text);
		}

	}

}
