package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Collection;

import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.StepUp;
import io.github.telnyxotp.security.StepUpDecision;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * Asks for a code when the phone factor is missing, too old, or not for what is to be
 * done: leads people to the code page and tells programs where to go on, in the manner of
 * RFC 9470. Somebody who posted a form wants something to happen, so the message leaves
 * at once; showing a page never sends one (SEC-63).
 */
final class FactorEntryPoint implements AuthenticationEntryPoint {

	private final OtpEndpoints endpoints;

	private final OtpSecondFactor secondFactor;

	private final Origins origins;

	private final SignedIn signedIn;

	private final SavedForms forms;

	private final AuthenticationEntryPoint page;

	FactorEntryPoint(OtpEndpoints endpoints, OtpSecondFactor secondFactor, Origins origins, SignedIn signedIn,
			SavedForms forms) {
		this.endpoints = endpoints;
		this.secondFactor = secondFactor;
		this.origins = origins;
		this.signedIn = signedIn;
		this.forms = forms;
		this.page = new LoginUrlAuthenticationEntryPoint(endpoints.page());
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
			throws IOException, ServletException {
		StepUp stepUp = demanded(refusal);
		StepUp pending = this.signedIn.find().map(stepUp::pendingFor).orElse(null);
		boolean page = OtpReplies.WANTS_PAGE.matches(request);
		if (page || SavedForms.isUnsafe(request) || !PendingStepUp.isApproval(request)) {
			// What a page fetches in the background takes no approval away
			ask(request, pending);
		}
		if (page) {
			this.forms.saveRequest(request, response);
			if (SavedForms.isUnsafe(request)) {
				send(request);
			}
			this.page.commence(request, response, refusal);
			return;
		}
		tell(request, response, stepUp);
	}

	private static void ask(HttpServletRequest request, @Nullable StepUp pending) {
		StepUp before = PendingStepUp.find(request);
		PendingStepUp.keep(request, pending);
		if (pending == null) {
			return;
		}
		ChallengeSession.endEnrolment(request);
		if (before != null && !before.channels().equals(pending.channels())) {
			// Its messages came over channels that need not count here
			ChallengeSession.drop(request);
		}
	}

	private void send(HttpServletRequest request) {
		this.signedIn.context(request).ifPresent((context) -> {
			SendDecision decision = this.secondFactor.start(context, this.origins.of(request), null);
			if (decision instanceof SendDecision.Granted granted) {
				ChallengeSession.keep(request, granted.challenge());
			}
		});
	}

	private void tell(HttpServletRequest request, HttpServletResponse response, StepUp stepUp) throws IOException {
		OtpProblem problem = OtpProblem.factorRequired(demand(request, stepUp), this.endpoints.links(request));
		String authorization = request.getHeader("Authorization");
		if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
			response.setHeader("WWW-Authenticate", challenge(stepUp));
		}
		OtpReplies.write(response, problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON,
				OtpJson.problem(problem));
	}

	/** RFC 9470, section 3. */
	private static String challenge(StepUp stepUp) {
		String challenge = "Bearer error=\"insufficient_user_authentication\", "
				+ "error_description=\"A code that is sent to the phone is required\"";
		return (stepUp.maxAge() != null) ? challenge + ", max_age=\"" + stepUp.maxAge().toSeconds() + "\"" : challenge;
	}

	private OtpProblem.Demand demand(HttpServletRequest request, StepUp stepUp) {
		OtpProblem.Factor factor = isExpired(request) ? OtpProblem.Factor.EXPIRED : OtpProblem.Factor.MISSING;
		return new OtpProblem.Demand(factor, stepUp.maxAge(),
				(stepUp.approval() != null) ? stepUp.approval().words() : null, stepUp.channels());
	}

	/**
	 * A rule of ours says all; of Spring Security's rules only the name and age of the
	 * factor are known.
	 */
	private static StepUp demanded(AuthenticationException refusal) {
		if (refusal.getCause() instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof StepUpDecision decision) {
			return decision.stepUp();
		}
		return StepUp.ANY;
	}

	private static boolean isExpired(HttpServletRequest request) {
		return request.getAttribute(WebAttributes.REQUIRED_FACTOR_ERRORS) instanceof Collection<?> errors
				&& errors.stream().anyMatch((error) -> error instanceof RequiredFactorError each && each.isExpired());
	}

}
