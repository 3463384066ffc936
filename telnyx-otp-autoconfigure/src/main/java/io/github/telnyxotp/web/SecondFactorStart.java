package io.github.telnyxotp.web;

import java.util.Optional;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.security.SignedUpAccounts;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.SessionAuthenticationException;

/**
 * Sends the first code when somebody passes the first factor. It hangs on the login
 * itself and not on the code page, because showing a page must never send (SEC-63). If
 * nothing can be sent the login goes on, and the page says so. On a remembered device
 * nothing is sent.
 * <p>
 * Whoever signs in begins anew: what was to be done before is not done any more.
 *
 * @since 0.1
 */
public final class SecondFactorStart {

	private final OtpSecondFactor secondFactor;

	private final ClientNetworks networks;

	private final DeviceDoor devices;

	private final SignedUpAccounts known;

	private final @Nullable OtpRequirement requirement;

	SecondFactorStart(OtpSecondFactor secondFactor, ClientNetworks networks, DeviceDoor devices, SignedUpAccounts known,
			@Nullable OtpRequirement requirement) {
		this.secondFactor = secondFactor;
		this.networks = networks;
		this.devices = devices;
		this.known = known;
		this.requirement = requirement;
	}

	/**
	 * What a login by the first factor brings with it. To be called once the session has
	 * its new id and before the login is kept in it, and not for a login by code.
	 * @param exchange the request, from whoever was signed in before
	 * @param user who has just signed in
	 * @return a cookie to be set, if the device was recognised
	 * @throws SessionAuthenticationException if another account of this name is signed in
	 */
	public Optional<ResponseCookie> begin(Exchange exchange, Authentication user) {
		ChallengeSession.know(exchange.session(), user, this.known.know(user));
		if (exchange.user().filter((current) -> this.secondFactor.isNamesake(current, user)).isPresent()) {
			// Both were made one already, by a login that told nobody
			throw new SessionAuthenticationException("Another account of this name is signed in");
		}
		forget(exchange.session());
		if (this.requirement == null || !SignedIn.is(user) || PhoneFactor.isHeldBy(user)) {
			return Optional.empty();
		}
		if (!this.requirement.isRequiredOf(user)) {
			ChallengeSession.spare(exchange.session(), user);
			return Optional.empty();
		}
		Optional<ResponseCookie> recognised = this.devices.recognise(exchange, user);
		if (recognised.isPresent()) {
			ChallengeSession.forget(exchange.session());
			return recognised;
		}
		ChallengeSession.owe(exchange.session());
		send(exchange, user);
		return Optional.empty();
	}

	private static void forget(Session session) {
		PendingStepUp.keep(session, null);
		SavedForms.forget(session);
		// Somebody else may have begun one in this session
		ChallengeSession.endEnrolment(session);
		ChallengeSession.endSpare(session);
		DeviceDoor.forget(session);
	}

	private void send(Exchange exchange, Authentication user) {
		SendDecision decision = this.secondFactor.start(new OtpContext(user, ChallengeSession.find(exchange.session())),
				RequestOrigin.of(exchange, this.networks), null);
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.keep(exchange.session(), granted.challenge());
		}
	}

}
