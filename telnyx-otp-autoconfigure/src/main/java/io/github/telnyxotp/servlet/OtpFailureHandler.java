package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.security.OtpAuthenticationToken;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Says calmly why a code did not succeed. The first factor stays.
 */
final class OtpFailureHandler implements AuthenticationFailureHandler {

	private static final Verdict BARRED = new Verdict.Closed(Verdict.Reason.BARRED);

	private static final Verdict REFUSED = new Verdict.Closed(Verdict.Reason.REFUSED);

	private static final Set<State> NOT_SENT = Set.of(State.SENDING, State.STALLED);

	private final OtpSecondFactor secondFactor;

	private final OtpReplies replies;

	private final String enrol;

	OtpFailureHandler(OtpSecondFactor secondFactor, OtpEndpoints endpoints) {
		this.secondFactor = secondFactor;
		this.replies = new OtpReplies(endpoints);
		this.enrol = endpoints.enrol();
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		Authentication submitted = exception.getAuthenticationRequest();
		Verdict verdict = (submitted instanceof OtpAuthenticationToken token) ? token.refusal().orElse(null) : null;
		if (verdict instanceof Verdict.Limited limited) {
			this.replies.refuse(request, response, OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter()));
			return;
		}
		if (REFUSED.equals(verdict)) {
			// Another number may do
			ChallengeSession.endEnrolment(request);
			this.replies.refuse(request, response, OtpProblem.of(Kind.DESTINATION), this.enrol);
			return;
		}
		if (BARRED.equals(verdict)) {
			this.replies.refuse(request, response, Kind.BARRED);
			return;
		}
		OtpProblem problem = OtpProblem.of(kind(exception));
		if (submitted instanceof OtpAuthenticationToken token) {
			problem = this.secondFactor.status(token.context())
				.map((status) -> precise(exception, status))
				.orElse(problem);
		}
		this.replies.refuse(request, response, problem);
	}

	private static OtpProblem precise(AuthenticationException exception, ChallengeStatus status) {
		OtpProblem problem = OtpProblem.of(kind(exception));
		return switch (problem.kind()) {
			case WRONG -> problem.withAttemptsLeft(status.attemptsLeft());
			case STALE -> NOT_SENT.contains(status.state()) ? OtpProblem.of(Kind.NOT_SENT) : problem;
			default -> problem;
		};
	}

	private static Kind kind(AuthenticationException exception) {
		if (exception instanceof BadCredentialsException) {
			return Kind.WRONG;
		}
		if (exception instanceof CredentialsExpiredException) {
			return Kind.STALE;
		}
		return (exception instanceof AuthenticationServiceException) ? Kind.UNAVAILABLE : Kind.CLOSED;
	}

}
