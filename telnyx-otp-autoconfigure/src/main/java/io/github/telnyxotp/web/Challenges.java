package io.github.telnyxotp.web;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SendWish;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;

import org.springframework.http.MediaType;

/**
 * Sends a code when asked by POST, and tells programs how the challenge stands: once, or
 * as a stream of events to whoever accepts nothing but that.
 */
final class Challenges implements Handler {

	private final OtpEndpoints endpoints;

	private final Place send;

	private final Place status;

	private final OtpSecondFactor secondFactor;

	private final ClientNetworks networks;

	private final StatusStreams streams;

	private final OtpReplies replies;

	Challenges(OtpEndpoints endpoints, OtpSecondFactor secondFactor, ClientNetworks networks, StatusStreams streams) {
		this.endpoints = endpoints;
		this.send = Place.of("POST", endpoints.send());
		this.status = Place.of(endpoints.status());
		this.secondFactor = secondFactor;
		this.networks = networks;
		this.streams = streams;
		this.replies = new OtpReplies(endpoints);
	}

	@Override
	public boolean matches(Exchange exchange) {
		return this.send.matches(exchange) || this.status.matches(exchange);
	}

	@Override
	public Reply handle(Exchange exchange) {
		Optional<OtpContext> context = SignedIn.context(exchange);
		if (context.isEmpty()) {
			return this.replies.refuseStranger(exchange);
		}
		return this.send.matches(exchange) ? send(exchange, context.get()) : status(exchange, context.get());
	}

	private Reply status(Exchange exchange, OtpContext context) {
		if (!wantsStream(exchange)) {
			return tell(200, context);
		}
		return this.streams.open(exchange, context).orElseGet(() -> this.replies.refuse(exchange, Kind.BUSY));
	}

	/** As browsers say it for an EventSource. */
	private static boolean wantsStream(Exchange exchange) {
		return exchange.method().equals("GET") && MediaType.TEXT_EVENT_STREAM_VALUE.equals(exchange.header("Accept"));
	}

	private Reply send(Exchange exchange, OtpContext context) {
		SendWish wish = wish(exchange);
		if (wish instanceof SendWish.Malformed) {
			return this.replies.refuse(exchange, Kind.MALFORMED);
		}
		SendDecision decision = decide(exchange, context, wish);
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.keep(exchange.session(), granted.challenge());
			return sent(exchange, context.with(granted.challenge()));
		}
		if (context.enrols() && isOver(decision)) {
			// The number is typed again, by somebody who still may
			ChallengeSession.endEnrolment(exchange.session());
			return this.replies.refuse(exchange, SendProblem.of(decision), this.endpoints.enrol());
		}
		return this.replies.refuse(exchange, SendProblem.of(decision));
	}

	private SendDecision decide(Exchange exchange, OtpContext context, SendWish wish) {
		Origin origin = RequestOrigin.of(exchange, this.networks);
		if (wish instanceof SendWish.Phone phone) {
			ChallengeSession.choose(exchange.session(), phone.index());
			return this.secondFactor.start(ChallengeSession.context(exchange.session(), context.user()), origin, null);
		}
		return this.secondFactor.send(context, origin, (wish instanceof SendWish.Over over) ? over.channel() : null);
	}

	private static boolean isOver(SendDecision decision) {
		return decision instanceof SendDecision.Closed closed && closed.reason() == Verdict.Reason.UNKNOWN;
	}

	private Reply sent(Exchange exchange, OtpContext context) {
		return OtpReplies.wantsPage(exchange) ? OtpReplies.lead(exchange, this.endpoints.page() + "?sent")
				: tell(202, context);
	}

	private Reply tell(int code, OtpContext context) {
		return OtpReplies.status(code, this.secondFactor.status(context).orElse(null),
				this.secondFactor.phones(context.user()).orElseGet(List::of));
	}

	private static SendWish wish(Exchange exchange) {
		return SubmittedBody.isJson(exchange) ? OtpJson.wish(exchange.body())
				: SendWish.of(exchange.form("channel"), exchange.form("phone"));
	}

}
