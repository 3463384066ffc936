package io.github.telnyxotp.servlet;

import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/**
 * Sends the first code when somebody passes the first factor. It hangs on the login
 * itself and not on the code page, because showing a page must never send (SEC-63). If
 * nothing can be sent the login goes on, and the page says so. On a remembered device
 * nothing is sent.
 * <p>
 * Whoever signs in begins anew: what was to be done before is not done any more.
 */
final class SecondFactorStart implements SessionAuthenticationStrategy {

	private final OtpSecondFactor secondFactor;

	private final Origins origins;

	private final SavedForms forms;

	private final SignedIn signedIn;

	private final DeviceDoor devices;

	private final @Nullable OtpRequirement requirement;

	SecondFactorStart(OtpSecondFactor secondFactor, Origins origins, SavedForms forms, SignedIn signedIn,
			DeviceDoor devices, @Nullable OtpRequirement requirement) {
		this.secondFactor = secondFactor;
		this.origins = origins;
		this.forms = forms;
		this.signedIn = signedIn;
		this.devices = devices;
		this.requirement = requirement;
	}

	@Override
	public void onAuthentication(Authentication user, HttpServletRequest request, HttpServletResponse response) {
		if (OtpAuthenticationFilter.isAtWork(request)) {
			return;
		}
		if (this.signedIn.find().filter((current) -> this.secondFactor.isNamesake(current, user)).isPresent()) {
			// Both were made one already, by a login that told nobody
			throw new SessionAuthenticationException("Another account of this name is signed in");
		}
		PendingStepUp.keep(request, null);
		this.forms.removeRequest(request, response);
		// Somebody else may have begun one in this session
		ChallengeSession.endEnrolment(request);
		ChallengeSession.endSpare(request);
		DeviceDoor.forget(request);
		if (this.requirement == null || !SignedIn.is(user) || PhoneFactor.isHeldBy(user)) {
			return;
		}
		if (!this.requirement.isRequiredOf(user)) {
			ChallengeSession.spare(request, user);
			return;
		}
		if (this.devices.recognise(request, response, user)) {
			ChallengeSession.forget(request);
			return;
		}
		ChallengeSession.owe(request);
		SendDecision decision = this.secondFactor.start(new OtpContext(user, ChallengeSession.find(request)),
				this.origins.of(request), null);
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.keep(request, granted.challenge());
		}
	}

}
