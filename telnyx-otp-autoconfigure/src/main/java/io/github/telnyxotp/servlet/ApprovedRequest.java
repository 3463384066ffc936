package io.github.telnyxotp.servlet;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.telnyxotp.security.Approval;
import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * A rule of a chain for requests whose action needs a code of its own:
 * {@code .requestMatchers(POST, "/pay").access(approvedRequest(telnyxOtp, this::payment))}.
 * The approval is used up by the request and holds for all of it, forwards and what is
 * done later in it included. Combine it with no rule that may refuse afterwards, or the
 * approval is lost.
 *
 * @since 0.1
 */
public final class ApprovedRequest implements AuthorizationManager<RequestAuthorizationContext> {

	private static final String APPROVED = ApprovedRequest.class.getName() + ".APPROVED";

	private final OtpAuthorization otp;

	private final Function<HttpServletRequest, Approval> action;

	private ApprovedRequest(OtpAuthorization otp, Function<HttpServletRequest, Approval> action) {
		this.otp = otp;
		this.action = action;
	}

	/**
	 * A rule for requests of people who have approved what the request does (SEC-38).
	 * @param otp the bean {@code telnyxOtp}
	 * @param action says what a request does, with {@link OtpAuthorization#approval}
	 * @return the rule
	 */
	public static ApprovedRequest approvedRequest(OtpAuthorization otp, Function<HttpServletRequest, Approval> action) {
		return new ApprovedRequest(otp, action);
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> user,
			RequestAuthorizationContext context) {
		HttpServletRequest request = context.getRequest();
		Approval approval = this.action.apply(request);
		if (approval.equals(request.getAttribute(APPROVED))) {
			return new AuthorizationDecision(true);
		}
		AuthorizationResult result = this.otp.stepUp(StepUp.approving(approval)).authorize(user, context);
		if (result != null && result.isGranted()) {
			request.setAttribute(APPROVED, approval);
		}
		return result;
	}

}
