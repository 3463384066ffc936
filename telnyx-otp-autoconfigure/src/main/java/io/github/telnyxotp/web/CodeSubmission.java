package io.github.telnyxotp.web;

import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SubmittedCode;
import io.github.telnyxotp.security.OtpAuthenticationToken;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.security.SignedUpAccounts;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/**
 * Takes the code of somebody who is signed in, or who signs in with it. Whose challenge
 * it is comes from the session and the account, never from the request (SEC-02, SEC-24).
 * Between {@link #read} and what comes after it the door has the code checked.
 *
 * @since 0.1
 */
public final class CodeSubmission {

	private static final Verdict BARRED = new Verdict.Closed(Verdict.Reason.BARRED);

	private static final Verdict REFUSED = new Verdict.Closed(Verdict.Reason.REFUSED);

	private static final Set<State> NOT_SENT = Set.of(State.SENDING, State.STALLED);

	private final Place place;

	private final CodeFormat codeFormat;

	private final OtpSecondFactor secondFactor;

	private final DeviceDoor devices;

	private final SignedUpAccounts known;

	private final OtpReplies replies;

	private final String enrol;

	CodeSubmission(OtpEndpoints endpoints, CodeFormat codeFormat, OtpSecondFactor secondFactor, DeviceDoor devices,
			SignedUpAccounts known) {
		this.place = Place.of("POST", endpoints.path());
		this.codeFormat = codeFormat;
		this.secondFactor = secondFactor;
		this.devices = devices;
		this.known = known;
		this.replies = new OtpReplies(endpoints);
		this.enrol = endpoints.enrol();
	}

	/**
	 * Whether a request submits a code. Looks at its method and path only.
	 * @param exchange the request
	 * @return {@code false} to let it pass
	 */
	public boolean matches(Exchange exchange) {
		return this.place.matches(exchange);
	}

	/**
	 * Reads what was submitted.
	 * @param exchange the request
	 * @return a code to be checked, or a reply if there is none
	 */
	public Submitted read(Exchange exchange) {
		Optional<OtpContext> context = SignedIn.context(exchange);
		if (context.isEmpty()) {
			return new Submitted.Refused(this.replies.refuseStranger(exchange));
		}
		Optional<SubmittedCode> submitted = submitted(exchange);
		Optional<String> code = submitted.map(SubmittedCode::code).flatMap(this.codeFormat::normalise);
		if (code.isEmpty()) {
			return new Submitted.Refused(this.replies.refuse(exchange, Kind.MALFORMED));
		}
		return new Submitted.Code(new OtpAuthenticationToken(context.get(), code.get()), submitted.get().remember());
	}

	private static Optional<SubmittedCode> submitted(Exchange exchange) {
		return SubmittedBody.isJson(exchange) ? OtpJson.submitted(exchange.body())
				: SubmittedCode.of(exchange.form("code"), exchange.form("remember"));
	}

	/**
	 * What a right code brings with it. To be called once nobody can refuse the session
	 * any more, and before {@link #success}.
	 * @param exchange the request
	 * @param user who has signed in
	 * @param code the code that was right
	 * @return a cookie to be set, if the device is to be remembered
	 */
	public Optional<ResponseCookie> accepted(Exchange exchange, Authentication user, Submitted.Code code) {
		ChallengeSession.forget(exchange.session());
		if (PhoneFactor.isAllOf(user)) {
			// Other chains are to know too
			ChallengeSession.owe(exchange.session());
			ChallengeSession.know(exchange.session(), user, this.known.know(user));
		}
		boolean remembered = code.remember() && this.devices.offer(code.token().context()) != null;
		return remembered ? this.devices.remember(exchange, user.getName(), code.token().proved().orElseThrow())
				: Optional.empty();
	}

	/**
	 * Leads to the page that was asked for at first, or back to the form that was posted.
	 * @param exchange the request, from whoever has signed in
	 * @return a redirect for people, the address for programs
	 */
	public static Reply success(Exchange exchange) {
		String target = exchange.savedRequest().orElse("/");
		if (OtpReplies.wantsPage(exchange)) {
			// Kept until it is asked for: the loser of a double click goes there too
			return OtpReplies.lead(exchange, SavedForms.release(exchange).orElse(target));
		}
		exchange.forgetSavedRequest();
		return Reply.of(200, MediaType.APPLICATION_JSON,
				OtpJson.authenticated(OtpReplies.local(exchange.contextPath(), target)));
	}

	/**
	 * Says calmly why a code did not succeed. The first factor stays.
	 * @param exchange the request
	 * @param refusal why
	 * @return a redirect to the page for people, a problem for programs
	 */
	public Reply failure(Exchange exchange, AuthenticationException refusal) {
		Authentication submitted = refusal.getAuthenticationRequest();
		Verdict verdict = (submitted instanceof OtpAuthenticationToken token) ? token.refusal().orElse(null) : null;
		if (verdict instanceof Verdict.Limited limited) {
			return this.replies.refuse(exchange, OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter()));
		}
		if (REFUSED.equals(verdict)) {
			// Another number may do
			ChallengeSession.endEnrolment(exchange.session());
			return this.replies.refuse(exchange, OtpProblem.of(Kind.DESTINATION), this.enrol);
		}
		if (BARRED.equals(verdict)) {
			return this.replies.refuse(exchange, Kind.BARRED);
		}
		OtpProblem problem = OtpProblem.of(kind(refusal));
		if (submitted instanceof OtpAuthenticationToken token) {
			problem = this.secondFactor.status(token.context())
				.map((status) -> precise(refusal, status))
				.orElse(problem);
		}
		return this.replies.refuse(exchange, problem);
	}

	private static OtpProblem precise(AuthenticationException refusal, ChallengeStatus status) {
		OtpProblem problem = OtpProblem.of(kind(refusal));
		return switch (problem.kind()) {
			case WRONG -> problem.withAttemptsLeft(status.attemptsLeft());
			case STALE -> NOT_SENT.contains(status.state()) ? OtpProblem.of(Kind.NOT_SENT) : problem;
			default -> problem;
		};
	}

	private static Kind kind(AuthenticationException refusal) {
		if (refusal instanceof BadCredentialsException) {
			return Kind.WRONG;
		}
		if (refusal instanceof CredentialsExpiredException) {
			return Kind.STALE;
		}
		return (refusal instanceof AuthenticationServiceException) ? Kind.UNAVAILABLE : Kind.CLOSED;
	}

	/**
	 * What was submitted.
	 */
	public sealed interface Submitted {

		/**
		 * No code.
		 *
		 * @param reply what to answer
		 */
		record Refused(Reply reply) implements Submitted {
		}

		/**
		 * A code that is to be checked.
		 *
		 * @param token for the authentication manager
		 * @param remember whether the device is to be remembered
		 */
		record Code(OtpAuthenticationToken token, boolean remember) implements Submitted {
		}

	}

}
