package io.github.telnyxotp.web;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;

import org.springframework.http.MediaType;

/**
 * Asks for the number of somebody who signs in by phone, and starts the challenge when it
 * is posted. Only what is no number at all is refused; all numbers get one answer
 * (SEC-26).
 */
final class PhoneLogin implements Handler {

	private final Pages pages;

	private final String path;

	private final Place place;

	private final OtpSecondFactor secondFactor;

	private final ClientNetworks networks;

	private final PhoneNumberParser parser;

	private final OtpReplies replies;

	PhoneLogin(Pages pages, String path, OtpSecondFactor secondFactor, ClientNetworks networks,
			PhoneNumberParser parser) {
		this.pages = pages;
		this.path = path;
		this.place = Place.of(path);
		this.secondFactor = secondFactor;
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
		if (exchange.user().isPresent()) {
			// A second login on top of the first would only take its place
			return leave(exchange);
		}
		return exchange.method().equals("POST") ? start(exchange) : show(exchange);
	}

	private Reply show(Exchange exchange) {
		OtpPage page = this.pages.plain(exchange, OtpReplies.notice(exchange), OtpReplies.after(exchange));
		return Pages.html(200, this.pages.renderer().renderPhone(page, exchange.contextPath() + this.path));
	}

	private static Reply leave(Exchange exchange) {
		return OtpReplies.wantsPage(exchange) ? OtpReplies.lead(exchange, "/")
				: Reply.of(200, MediaType.APPLICATION_JSON, OtpJson.authenticated(exchange.contextPath() + "/"));
	}

	private Reply start(Exchange exchange) {
		Optional<PhoneNumber> phone = submitted(exchange).flatMap(this.parser::parse);
		if (phone.isEmpty()) {
			return this.replies.refuse(exchange, Kind.MALFORMED);
		}
		SendDecision decision = this.secondFactor.visit(phone.get(), RequestOrigin.of(exchange, this.networks),
				ChallengeSession.find(exchange.session()));
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.visit(exchange.session(), granted.challenge());
			return granted(exchange, granted);
		}
		return this.replies.refuse(exchange, (decision instanceof SendDecision.Limited limited)
				? OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter()) : OtpProblem.of(Kind.BUSY));
	}

	private Reply granted(Exchange exchange, SendDecision.Granted granted) {
		if (OtpReplies.wantsPage(exchange)) {
			return OtpReplies.lead(exchange, this.pages.places().page());
		}
		OtpContext context = new OtpContext(new OtpVisitor(), granted.challenge());
		return OtpReplies.status(202, this.secondFactor.status(context).orElse(null), List.of());
	}

	static Optional<String> submitted(Exchange exchange) {
		return SubmittedBody.isJson(exchange) ? OtpJson.phone(exchange.body()) : SubmittedBody.only(exchange, "phone");
	}

}
