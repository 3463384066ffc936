package io.github.telnyxotp.servlet;

import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.web.ChallengeSession;
import io.github.telnyxotp.web.OtpEndpoints;
import io.github.telnyxotp.web.OtpLoginSettings;
import io.github.telnyxotp.web.OtpParts;
import io.github.telnyxotp.web.OtpReplies;
import io.github.telnyxotp.web.OutdatedForms;
import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.saml2.Saml2LoginConfigurer;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.RequestCacheAwareFilter;

/**
 * Puts one-time codes by phone into a filter chain:
 * {@code http.with(telnyxOtpLogin(), withDefaults())}. One that the application adds
 * replaces the automatic one and starts from the same {@link OtpLoginSettings}. Used
 * while the chain is built, by one thread.
 *
 * @since 0.1
 */
public final class OtpLoginConfigurer extends AbstractHttpConfigurer<OtpLoginConfigurer, HttpSecurity> {

	private final boolean automatic;

	private @Nullable String path;

	private @Nullable String ownPage;

	private String logoutUrl = "/logout";

	private boolean phoneLogin;

	private @Nullable AuthenticationSuccessHandler successHandler;

	private @Nullable AuthenticationFailureHandler failureHandler;

	private @Nullable OtpEndpoints endpoints;

	private OtpLoginConfigurer(boolean automatic) {
		this.automatic = automatic;
	}

	/**
	 * A configurer for a chain of the application, active whatever logins that chain has.
	 * @return a configurer for {@link HttpSecurity#with}
	 */
	public static OtpLoginConfigurer telnyxOtpLogin() {
		return new OtpLoginConfigurer(false);
	}

	/**
	 * A configurer for every chain, active only where people sign in with form, OAuth2 or
	 * SAML. Chains of programs stay as they are.
	 * @return a configurer for {@link HttpSecurity#with}
	 */
	public static OtpLoginConfigurer automatic() {
		return new OtpLoginConfigurer(true);
	}

	/**
	 * Where the code page lies and codes are posted to. Sending and status lie below it,
	 * at {@code /send} and {@code /status}.
	 * @param path for example {@code /login/otp}
	 * @return this configurer
	 */
	public OtpLoginConfigurer path(String path) {
		this.path = path;
		return this;
	}

	/**
	 * A page of the application that asks for the code, in place of ours. It posts the
	 * parameter {@code code} to the {@link #path}, which may be its own place too, and is
	 * told of a refusal by the parameter {@code error}.
	 * @param ownPage where the application serves it
	 * @return this configurer
	 */
	public OtpLoginConfigurer loginPage(String ownPage) {
		this.ownPage = ownPage;
		return this;
	}

	/**
	 * Where our page posts to for signing out, if that is not {@code /logout}.
	 * @param logoutUrl path of the logout
	 * @return this configurer
	 */
	public OtpLoginConfigurer logoutUrl(String logoutUrl) {
		this.logoutUrl = logoutUrl;
		return this;
	}

	/**
	 * Lets people sign in by phone alone, at {@code telnyx.otp.login.path}. In a chain
	 * without another login those who are not signed in are led there. Needs
	 * {@code telnyx.otp.login.enabled}, which says whose phones count.
	 * @return this configurer
	 */
	public OtpLoginConfigurer phoneLogin() {
		this.phoneLogin = true;
		return this;
	}

	/**
	 * What happens once a code was right, in place of leading to the page first asked
	 * for.
	 * @param successHandler answers the request
	 * @return this configurer
	 */
	public OtpLoginConfigurer successHandler(AuthenticationSuccessHandler successHandler) {
		this.successHandler = successHandler;
		return this;
	}

	/**
	 * What happens when a code did not succeed, in place of leading back to the page.
	 * @param failureHandler answers the request
	 * @return this configurer
	 */
	public OtpLoginConfigurer failureHandler(AuthenticationFailureHandler failureHandler) {
		this.failureHandler = failureHandler;
		return this;
	}

	@Override
	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	public void init(HttpSecurity http) {
		if (this.automatic && !hasInteractiveLogin(http)) {
			leadHalfAuthenticatedAway(http);
			return;
		}
		OtpFilters filters = filters(http);
		OtpParts parts = filters.parts();
		OtpSecondFactor secondFactor = parts.secondFactor();
		LogoutConfigurer<?> logout = http.getConfigurer(LogoutConfigurer.class);
		OtpEndpoints places = parts.endpoints(this.path, this.ownPage, (logout != null) ? this.logoutUrl : null,
				phonePath(parts.settings()));
		this.endpoints = places;
		http.exceptionHandling((exceptions) -> entryPoints(exceptions, http, places));
		Exchanges exchanges = filters.exchanges();
		String phone = places.phone();
		if (phone != null && !hasInteractiveLogin(http)) {
			http.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
					new LoginUrlAuthenticationEntryPoint(phone),
					(request) -> OtpReplies.wantsPage(exchanges.of(request))));
		}
		if (logout != null) {
			logout.addLogoutHandler((request, response, user) -> secondFactor
				.abandon(ChallengeSession.find(new ServletSession(request))));
		}
	}

	private @Nullable String phonePath(OtpLoginSettings settings) {
		if (this.phoneLogin && settings.phoneLogin() == null) {
			throw new IllegalStateException("phoneLogin() needs telnyx.otp.login.enabled=true");
		}
		return (this.phoneLogin || this.automatic) ? settings.phoneLogin() : null;
	}

	/** A session that owes the factor may come here too. */
	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	private void leadHalfAuthenticatedAway(HttpSecurity http) {
		ExceptionHandlingConfigurer<?> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
		if (exceptions != null) {
			missingFactor(exceptions, http, new OtpEndpoints(filters(http).parts().settings().path(), null, null));
		}
	}

	private void missingFactor(ExceptionHandlingConfigurer<?> exceptions, HttpSecurity http, OtpEndpoints places) {
		exceptions.defaultDeniedHandlerForMissingAuthority(filters(http).entryPoint(places), PhoneFactor.AUTHORITY);
		UsualEntryPoint usual = new UsualEntryPoint();
		exceptions.addObjectPostProcessor(usual);
		exceptions.defaultDeniedHandlerForMissingAuthority(usual, PhoneFactor.ANOTHER);
	}

	private void entryPoints(ExceptionHandlingConfigurer<?> exceptions, HttpSecurity http, OtpEndpoints places) {
		missingFactor(exceptions, http, places);
		OutdatedForms forms = new OutdatedForms(places);
		Exchanges exchanges = filters(http).exchanges();
		exceptions.defaultAccessDeniedHandlerFor(new OutdatedFormHandler(forms, exchanges),
				(request) -> forms.matches(exchanges.of(request)));
	}

	@Override
	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	public void configure(HttpSecurity http) {
		OtpFilters filters = filters(http);
		// Also where nobody can sign in: a program with a token meets the same rules
		http.addFilterAfter(filters.stepUp(), AuthorizationFilter.class);
		if (filters.parts().remembersDevices()) {
			// First of all that goes by factors, and in every chain
			http.addFilterBefore(filters.deviceFactor(), AuthorizationFilter.class);
		}
		OtpEndpoints places = this.endpoints;
		http.addFilterBefore(filters.resting(places), AuthorizationFilter.class);
		if (places == null) {
			return;
		}
		SessionManagementConfigurer<?> sessions = http.getConfigurer(SessionManagementConfigurer.class);
		if (sessions != null) {
			// Not earlier, so that it comes after those who refuse or renew the session
			sessions.addSessionAuthenticationStrategy(filters.start());
		}
		http.addFilterBefore(filters.guard(places), CsrfFilter.class);
		http.addFilter(new RequestCacheAwareFilter(filters.forms()));
		http.addFilterBefore(filters.active(places), AuthorizationFilter.class);
		http.addFilterBefore(codes(filters, places), AuthorizationFilter.class);
		http.addFilterBefore(filters.endpoints(places), AuthorizationFilter.class);
	}

	/**
	 * The provider has added the factor already, and left out what is over: merging would
	 * bring it back.
	 */
	private OtpAuthenticationFilter codes(OtpFilters filters, OtpEndpoints places) {
		OtpAuthenticationFilter codes = postProcess(filters.codes(places, this.successHandler, this.failureHandler));
		codes.setMfaEnabled(false);
		return codes;
	}

	private OtpFilters filters(HttpSecurity http) {
		return new OtpFilters(http, getSecurityContextHolderStrategy());
	}

	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	private static boolean hasInteractiveLogin(HttpSecurity http) {
		return http.getConfigurer(FormLoginConfigurer.class) != null
				|| http.getConfigurer(OAuth2LoginConfigurer.class) != null
				|| http.getConfigurer(Saml2LoginConfigurer.class) != null;
	}

}
