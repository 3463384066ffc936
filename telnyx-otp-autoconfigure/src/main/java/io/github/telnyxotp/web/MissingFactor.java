package io.github.telnyxotp.web;

import java.util.Collection;
import java.util.Locale;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.StepUp;
import io.github.telnyxotp.security.StepUpDecision;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Asks for a code when the phone factor is missing, too old, or not for what is to be
 * done: leads people to the code page and tells programs where to go on, in the manner of
 * RFC 9470. Somebody who posted a form wants something to happen, so the message leaves
 * at once; showing a page never sends one (SEC-63).
 *
 * @since 0.1
 */
public final class MissingFactor {

	private static final int PREFIX = "FACTOR_".length();

	private final OtpEndpoints endpoints;

	private final OtpSecondFactor secondFactor;

	private final ClientNetworks networks;

	private final OtpReplies replies;

	MissingFactor(OtpEndpoints endpoints, OtpSecondFactor secondFactor, ClientNetworks networks) {
		this.endpoints = endpoints;
		this.secondFactor = secondFactor;
		this.networks = networks;
		this.replies = new OtpReplies(endpoints);
	}

	/**
	 * Answers somebody who was refused.
	 * @param exchange the request
	 * @param refusal what the rule said: a rule of ours says all, of Spring Security's
	 * rules only the name and age of the factor are known
	 * @param errors which factors are missing or too old, as far as that is known
	 * @return a redirect to the code page for people, a problem for programs
	 */
	public Reply answer(Exchange exchange, @Nullable AuthorizationResult refusal,
			Collection<RequiredFactorError> errors) {
		StepUp stepUp = (refusal instanceof StepUpDecision decision) ? decision.stepUp() : StepUp.ANY;
		StepUp pending = exchange.user().map(stepUp::pendingFor).orElse(null);
		boolean page = OtpReplies.wantsPage(exchange);
		boolean unsafe = SavedForms.isUnsafe(exchange);
		if (page || unsafe || !PendingStepUp.isApproval(exchange.session())) {
			// What a page fetches in the background takes no approval away
			ask(exchange.session(), pending);
		}
		if (!page) {
			return tell(exchange, stepUp, errors.stream().anyMatch(RequiredFactorError::isExpired));
		}
		SavedForms.save(exchange);
		if (unsafe && send(exchange) instanceof SendDecision.TooSoon soon) {
			return this.replies.refuse(exchange, SendProblem.of(soon));
		}
		return Reply.redirect(exchange.contextPath() + page(errors));
	}

	private static void ask(Session session, @Nullable StepUp pending) {
		StepUp before = PendingStepUp.find(session);
		PendingStepUp.keep(session, pending);
		if (pending == null) {
			return;
		}
		ChallengeSession.endEnrolment(session);
		if (before != null && !before.channels().equals(pending.channels())) {
			// Its messages came over channels that need not count here
			ChallengeSession.drop(session);
		}
	}

	/** Nothing comes of it for somebody who is not signed in. */
	private @Nullable SendDecision send(Exchange exchange) {
		SendDecision decision = SignedIn.context(exchange)
			.map((context) -> this.secondFactor.start(context, RequestOrigin.of(exchange, this.networks), null))
			.orElse(null);
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.keep(exchange.session(), granted.challenge());
		}
		return decision;
	}

	/** With the words that Spring Security's own entry point adds. */
	private String page(Collection<RequiredFactorError> errors) {
		if (errors.isEmpty()) {
			return this.endpoints.page();
		}
		return UriComponentsBuilder.fromUriString(this.endpoints.page())
			.queryParam("factor.type", errors.stream().map(MissingFactor::type).toList())
			.queryParam("factor.reason",
					errors.stream().map((error) -> error.isExpired() ? "expired" : "missing").toList())
			.toUriString();
	}

	private static String type(RequiredFactorError error) {
		return error.getRequiredFactor().getAuthority().substring(PREFIX).toLowerCase(Locale.ROOT);
	}

	private Reply tell(Exchange exchange, StepUp stepUp, boolean expired) {
		OtpProblem problem = OtpProblem.factorRequired(demand(stepUp, expired), this.endpoints.links(exchange));
		Reply reply = Reply.of(problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON, OtpJson.problem(problem));
		String authorization = exchange.header("Authorization");
		boolean bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
		return bearer ? reply.with("WWW-Authenticate", challenge(stepUp)) : reply;
	}

	/** RFC 9470, section 3. */
	private static String challenge(StepUp stepUp) {
		String challenge = "Bearer error=\"insufficient_user_authentication\", "
				+ "error_description=\"A code that is sent to the phone is required\"";
		return (stepUp.maxAge() != null) ? challenge + ", max_age=\"" + stepUp.maxAge().toSeconds() + "\"" : challenge;
	}

	private static OtpProblem.Demand demand(StepUp stepUp, boolean expired) {
		OtpProblem.Factor factor = expired ? OtpProblem.Factor.EXPIRED : OtpProblem.Factor.MISSING;
		return new OtpProblem.Demand(factor, stepUp.maxAge(),
				(stepUp.approval() != null) ? stepUp.approval().words() : null, stepUp.channels());
	}

}
