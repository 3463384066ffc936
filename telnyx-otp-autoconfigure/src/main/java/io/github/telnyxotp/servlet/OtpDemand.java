package io.github.telnyxotp.servlet;

import java.util.function.Supplier;

import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.web.PhoneDemand;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;

/**
 * Whether the phone factor is demanded of somebody for a request: where OTP is active,
 * and unless the first factor is enough. A sign-in that needed no code is not asked about
 * again, for the phonebook may be slow.
 *
 * @since 0.1
 */
public final class OtpDemand {

	private final PhoneDemand demand;

	/**
	 * A demand that fetches the requirement with the first request, since rules are made
	 * long before it.
	 * @param requirement says of whom the phone is demanded
	 */
	public OtpDemand(Supplier<OtpRequirement> requirement) {
		this.demand = new PhoneDemand(requirement);
	}

	/**
	 * Whether the phone factor is demanded of somebody who lacks it.
	 * @param user who asks for something
	 * @param request the request
	 * @return {@code false} where OTP is no concern
	 */
	public boolean of(Authentication user, HttpServletRequest request) {
		return this.demand.of(user, OtpActiveFilter.mark(request), new ServletSession(request));
	}

	/**
	 * Whether the phone factor is demanded of somebody for the request of this thread.
	 * Work that goes on without its request, on message or task threads, is not covered.
	 * @param user who asks for something
	 * @return {@code false} outside of requests
	 */
	public boolean of(Authentication user) {
		return OtpActiveFilter.isInRequest((request) -> of(user, request));
	}

}
