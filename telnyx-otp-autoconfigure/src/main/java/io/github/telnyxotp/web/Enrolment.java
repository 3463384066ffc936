package io.github.telnyxotp.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpSecondFactor;

import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/**
 * Asks somebody who is signed in for a number of the own account, and starts the
 * challenge when it is posted. Showing changes and sends nothing (SEC-63), and no
 * parameter names an account (SEC-40).
 */
final class Enrolment implements Handler {

	private final Pages pages;

	private final Place place;

	private final OtpSecondFactor secondFactor;

	private final OtpEnrolment enrolment;

	private final ClientNetworks networks;

	private final PhoneNumberParser parser;

	private final OtpReplies replies;

	Enrolment(Pages pages, OtpSecondFactor secondFactor, OtpEnrolment enrolment, ClientNetworks networks,
			PhoneNumberParser parser) {
		this.pages = pages;
		this.place = Place.of(pages.places().enrol());
		this.secondFactor = secondFactor;
		this.enrolment = enrolment;
		this.networks = networks;
		this.parser = parser;
		this.replies = new OtpReplies(pages.places());
	}

	@Override
	public boolean matches(Exchange exchange) {
		return this.place.matches(exchange);
	}

	@Override
	public Reply handle(Exchange exchange) {
		Optional<Authentication> user = exchange.user();
		if (user.isEmpty() && !isForm(exchange)) {
			throw new InsufficientAuthenticationException("The first factor is missing");
		}
		if (user.isEmpty()) {
			return again(exchange);
		}
		Optional<List<PhoneNumber>> phones = this.secondFactor.phones(user.get());
		return phones.isPresent() ? serve(exchange, user.get(), phones.get()) : unavailable(exchange);
	}

	private Reply serve(Exchange exchange, Authentication user, List<PhoneNumber> phones) {
		AuthorizationResult result = this.enrolment.authorize(user, phones);
		if (!result.isGranted() && isForm(exchange)) {
			return again(exchange);
		}
		if (!result.isGranted()) {
			throw new AuthorizationDeniedException("The sign-in is not fresh enough for a change of number", result);
		}
		if (isPost(exchange)) {
			return start(exchange, this.enrolment.context(user, phones, ChallengeSession.find(exchange.session())));
		}
		if (OtpReplies.wantsPage(exchange)) {
			return show(exchange, 200, phones, OtpReplies.notice(exchange));
		}
		OtpContext context = ChallengeSession.context(exchange.session(), user);
		return OtpReplies.status(200, this.secondFactor.status(context).orElse(null), phones);
	}

	private Reply again(Exchange exchange) {
		return OtpReplies.lead(exchange, this.pages.places().enrol());
	}

	/** It must not be kept for later, as forms are elsewhere: it has a number in it. */
	private static boolean isForm(Exchange exchange) {
		return isPost(exchange) && OtpReplies.wantsPage(exchange);
	}

	private static boolean isPost(Exchange exchange) {
		return exchange.method().equals("POST");
	}

	/** While the phonebook fails nobody knows who may do what. */
	private Reply unavailable(Exchange exchange) {
		if (isPost(exchange) || !OtpReplies.wantsPage(exchange)) {
			return this.replies.refuse(exchange, Kind.BUSY);
		}
		return show(exchange, 503, List.of(), Notice.BUSY);
	}

	private Reply show(Exchange exchange, int status, List<PhoneNumber> phones, Notice notice) {
		OtpPage page = new OtpPage(this.pages.site(exchange), exchange.csrf(), exchange.locale(), !phones.isEmpty(),
				null, notice, OtpReplies.after(exchange), Set.of(), new OtpPage.Ask(null, phones, null, null));
		String action = exchange.contextPath() + this.pages.places().enrol();
		return Pages.html(status, this.pages.renderer().renderEnrolment(page, action));
	}

	private Reply start(Exchange exchange, OtpContext context) {
		Optional<PhoneNumber> phone = PhoneLogin.submitted(exchange).flatMap(this.parser::parse);
		if (phone.isEmpty()) {
			return this.replies.refuse(exchange, Kind.MALFORMED);
		}
		SendDecision decision = this.enrolment.start(context, phone.get(), RequestOrigin.of(exchange, this.networks));
		if (!(decision instanceof SendDecision.Granted granted)) {
			return this.replies.refuse(exchange, SendProblem.of(decision));
		}
		ChallengeSession.enrol(exchange.session(), granted.challenge(), context);
		if (OtpReplies.wantsPage(exchange)) {
			return OtpReplies.lead(exchange, this.pages.places().page());
		}
		return OtpReplies.status(202, this.secondFactor.status(context.with(granted.challenge())).orElse(null),
				List.of());
	}

}
