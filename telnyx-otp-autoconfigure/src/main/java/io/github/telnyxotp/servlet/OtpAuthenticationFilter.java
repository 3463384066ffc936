package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Optional;

import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SubmittedCode;
import io.github.telnyxotp.security.OtpAuthenticationToken;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.PhoneFactor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;

/**
 * Takes the code of somebody who is signed in, or who signs in with it. Whose challenge
 * it is comes from the session and the account, never from the request (SEC-02, SEC-24).
 *
 * @since 0.1
 */
public final class OtpAuthenticationFilter extends AbstractAuthenticationProcessingFilter {

	private static final String AT_WORK = OtpAuthenticationFilter.class.getName() + ".AT_WORK";

	private static final String PROVED = OtpAuthenticationFilter.class.getName() + ".PROVED";

	private final CodeFormat codeFormat;

	private final SignedIn signedIn;

	private final DeviceDoor devices;

	private final OtpReplies replies;

	OtpAuthenticationFilter(OtpEndpoints endpoints, CodeFormat codeFormat, SignedIn signedIn, DeviceDoor devices) {
		super(endpoints.matcher(HttpMethod.POST, endpoints.path()));
		this.codeFormat = codeFormat;
		this.signedIn = signedIn;
		this.devices = devices;
		this.replies = new OtpReplies(endpoints);
	}

	@Override
	public @Nullable Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response)
			throws AuthenticationException, IOException, ServletException {
		request.setAttribute(AT_WORK, Boolean.TRUE);
		Optional<OtpContext> context = this.signedIn.context(request);
		if (context.isEmpty()) {
			this.replies.refuseStranger(request, response);
			return null;
		}
		Optional<SubmittedCode> submitted = submitted(request);
		Optional<String> code = submitted.map(SubmittedCode::code).flatMap(this.codeFormat::normalise);
		if (code.isEmpty()) {
			this.replies.refuse(request, response, Kind.MALFORMED);
			return null;
		}
		OtpAuthenticationToken token = new OtpAuthenticationToken(context.get(), code.get());
		token.setDetails(this.authenticationDetailsSource.buildDetails(request));
		Authentication user = getAuthenticationManager().authenticate(token);
		if (submitted.get().remember() && this.devices.offer(context.get()) != null) {
			request.setAttribute(PROVED, token.proved().orElseThrow());
		}
		return user;
	}

	@Override
	protected void successfulAuthentication(HttpServletRequest request, HttpServletResponse response, FilterChain chain,
			Authentication authResult) throws IOException, ServletException {
		ChallengeSession.forget(request);
		if (PhoneFactor.isAllOf(authResult)) {
			// Other chains are to know too
			ChallengeSession.owe(request);
		}
		if (request.getAttribute(PROVED) instanceof PhoneNumber phone) {
			// Not earlier: the session may have been refused
			this.devices.remember(request, response, authResult.getName(), phone);
		}
		super.successfulAuthentication(request, response, chain, authResult);
	}

	/** Whether a code is looked at, and not the first factor. */
	static boolean isAtWork(HttpServletRequest request) {
		return request.getAttribute(AT_WORK) != null;
	}

	private static Optional<SubmittedCode> submitted(HttpServletRequest request) throws IOException {
		if (isJson(request)) {
			return OtpJson.submitted(request.getInputStream().readAllBytes());
		}
		return SubmittedCode.of(SubmittedForm.values(request, "code"), SubmittedForm.values(request, "remember"));
	}

	static boolean isJson(HttpServletRequest request) {
		String type = request.getContentType();
		return type != null && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(type));
	}

}
