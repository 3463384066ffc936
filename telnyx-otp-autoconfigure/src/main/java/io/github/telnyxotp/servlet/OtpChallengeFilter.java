package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.Origin;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SendWish;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a code when asked by POST, and tells programs how the challenge stands: once, or
 * as a stream of events to whoever accepts nothing but that.
 */
final class OtpChallengeFilter extends OncePerRequestFilter {

	private final OtpEndpoints endpoints;

	private final RequestMatcher send;

	private final RequestMatcher status;

	private final OtpSecondFactor secondFactor;

	private final Origins origins;

	private final SignedIn signedIn;

	private final StatusStreams streams;

	private final OtpReplies replies;

	OtpChallengeFilter(OtpEndpoints endpoints, OtpSecondFactor secondFactor, Origins origins, SignedIn signedIn,
			StatusStreams streams) {
		this.endpoints = endpoints;
		this.send = endpoints.matcher(HttpMethod.POST, endpoints.send());
		this.status = endpoints.matcher(endpoints.status());
		this.secondFactor = secondFactor;
		this.origins = origins;
		this.signedIn = signedIn;
		this.streams = streams;
		this.replies = new OtpReplies(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		boolean sends = this.send.matches(request);
		if (!sends && !this.status.matches(request)) {
			chain.doFilter(request, response);
			return;
		}
		Optional<OtpContext> context = this.signedIn.context(request);
		if (context.isEmpty()) {
			this.replies.refuseStranger(request, response);
		}
		else if (sends) {
			send(request, response, context.get());
		}
		else {
			status(request, response, context.get());
		}
	}

	private void status(HttpServletRequest request, HttpServletResponse response, OtpContext context)
			throws IOException {
		if (!wantsStream(request)) {
			tell(response, HttpServletResponse.SC_OK, context);
		}
		else if (!this.streams.open(request, response, context)) {
			this.replies.refuse(request, response, Kind.BUSY);
		}
	}

	/** As browsers say it for an EventSource. */
	private static boolean wantsStream(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod())
				&& MediaType.TEXT_EVENT_STREAM_VALUE.equals(request.getHeader("Accept"));
	}

	private void send(HttpServletRequest request, HttpServletResponse response, OtpContext context) throws IOException {
		SendWish wish = wish(request);
		if (wish instanceof SendWish.Malformed) {
			this.replies.refuse(request, response, Kind.MALFORMED);
			return;
		}
		Origin origin = this.origins.of(request);
		SendDecision decision;
		if (wish instanceof SendWish.Phone phone) {
			ChallengeSession.choose(request, phone.index());
			decision = this.secondFactor.start(ChallengeSession.context(request, context.user()), origin, null);
		}
		else {
			decision = this.secondFactor.send(context, origin,
					(wish instanceof SendWish.Over over) ? over.channel() : null);
		}
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.keep(request, granted.challenge());
			sent(request, response, context.with(granted.challenge()));
			return;
		}
		if (context.enrols() && isOver(decision)) {
			// The number is typed again, by somebody who still may
			ChallengeSession.endEnrolment(request);
			this.replies.refuse(request, response, problem(decision), this.endpoints.enrol());
			return;
		}
		this.replies.refuse(request, response, problem(decision));
	}

	private static boolean isOver(SendDecision decision) {
		return decision instanceof SendDecision.Closed closed && closed.reason() == Verdict.Reason.UNKNOWN;
	}

	private void sent(HttpServletRequest request, HttpServletResponse response, OtpContext context) throws IOException {
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.redirect(request, response, this.endpoints.page() + "?sent");
			return;
		}
		tell(response, HttpServletResponse.SC_ACCEPTED, context);
	}

	private void tell(HttpServletResponse response, int code, OtpContext context) throws IOException {
		this.replies.status(response, code, this.secondFactor.status(context).orElse(null),
				this.secondFactor.phones(context.user()).orElseGet(List::of));
	}

	private static SendWish wish(HttpServletRequest request) throws IOException {
		if (OtpAuthenticationFilter.isJson(request)) {
			return OtpJson.wish(request.getInputStream().readAllBytes());
		}
		return SendWish.of(SubmittedForm.values(request, "channel"), SubmittedForm.values(request, "phone"));
	}

	static OtpProblem problem(SendDecision decision) {
		if (decision instanceof SendDecision.TooSoon soon) {
			return OtpProblem.of(Kind.TOO_SOON).withRetryAfter(soon.retryAfter());
		}
		if (decision instanceof SendDecision.Limited limited) {
			return OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter());
		}
		if (decision instanceof SendDecision.Exhausted) {
			return OtpProblem.of(Kind.LIMITED);
		}
		if (decision instanceof SendDecision.Refused) {
			return OtpProblem.of(Kind.DESTINATION);
		}
		if (decision instanceof SendDecision.Closed closed) {
			return OtpProblem.of(kind(closed.reason()));
		}
		return OtpProblem.of(Kind.BUSY);
	}

	private static Kind kind(Verdict.Reason reason) {
		return switch (reason) {
			case NO_PHONE -> Kind.NO_PHONE;
			case BARRED -> Kind.BARRED;
			default -> Kind.CLOSED;
		};
	}

}
