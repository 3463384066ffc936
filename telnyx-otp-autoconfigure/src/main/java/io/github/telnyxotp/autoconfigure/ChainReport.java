package io.github.telnyxotp.autoconfigure;

import java.util.List;

import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import io.github.telnyxotp.servlet.OtpAuthenticationFilter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Tells at start where nobody is asked for a code although everybody should be.
 */
final class ChainReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ChainReport.class);

	private final ObjectProvider<SecurityFilterChain> chains;

	private final ObjectProvider<OtpAuthorizationManagerFactory<RequestAuthorizationContext>> rules;

	ChainReport(ObjectProvider<SecurityFilterChain> chains,
			ObjectProvider<OtpAuthorizationManagerFactory<RequestAuthorizationContext>> rules) {
		this.chains = chains;
		this.rules = rules;
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<SecurityFilterChain> without = this.chains.orderedStream().filter((chain) -> !asks(chain)).toList();
		without.forEach((chain) -> logger.info("Nobody is asked for a code in " + chain));
		if (without.size() == this.chains.stream().count()) {
			logger.warn("telnyx.otp.second-factor.enabled is set, but no filter chain has a login by form, OAuth2 or "
					+ "SAML. Add http.with(telnyxOtpLogin(), withDefaults()) to the chain in which people sign in");
		}
		if (this.rules.stream().findAny().isEmpty()) {
			logger.warn("telnyx.otp.second-factor.enabled is set, but the application brings its own "
					+ "AuthorizationManagerFactory. Codes are sent, but nobody is held back without one unless its "
					+ "rules demand FACTOR_PHONE_OTP");
		}
	}

	private static boolean asks(SecurityFilterChain chain) {
		return chain.getFilters().stream().anyMatch(OtpAuthenticationFilter.class::isInstance);
	}

}
