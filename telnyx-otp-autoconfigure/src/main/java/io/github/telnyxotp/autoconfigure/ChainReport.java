package io.github.telnyxotp.autoconfigure;

import java.util.Map;

import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import io.github.telnyxotp.servlet.OtpAuthenticationFilter;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Tells at start where nobody is asked for a code although everybody should be.
 */
final class ChainReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ChainReport.class);

	private final ListableBeanFactory beans;

	private final ObjectProvider<OtpAuthorizationManagerFactory<RequestAuthorizationContext>> rules;

	ChainReport(ListableBeanFactory beans,
			ObjectProvider<OtpAuthorizationManagerFactory<RequestAuthorizationContext>> rules) {
		this.beans = beans;
		this.rules = rules;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, SecurityFilterChain> chains = BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beans,
				SecurityFilterChain.class);
		chains.forEach(ChainReport::tell);
		if (chains.values().stream().noneMatch(ChainReport::asks)) {
			logger.warn("telnyx.otp.second-factor.enabled is set, but no filter chain has a login by form, OAuth2 or "
					+ "SAML. Add http.with(telnyxOtpLogin(), withDefaults()) to the chain in which people sign in");
		}
		if (this.rules.stream().findAny().isEmpty()) {
			logger.warn("telnyx.otp.second-factor.enabled is set, but the application brings its own "
					+ "AuthorizationManagerFactory. Codes are sent, but nobody is held back without one unless its "
					+ "rules demand FACTOR_PHONE_OTP");
		}
	}

	/** By name and place: a chain's own words would list all its filters. */
	private static void tell(String name, SecurityFilterChain chain) {
		if (!asks(chain)) {
			String where = (chain instanceof DefaultSecurityFilterChain known) ? " (" + known.getRequestMatcher() + ")"
					: "";
			logger.info("Nobody is asked for a code in the filter chain '" + name + "'" + where);
		}
	}

	private static boolean asks(SecurityFilterChain chain) {
		return chain.getFilters().stream().anyMatch(OtpAuthenticationFilter.class::isInstance);
	}

}
