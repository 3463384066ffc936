package io.github.telnyxotp.servlet;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Stream;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpAuthenticationProvider;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneAccounts;
import io.github.telnyxotp.security.PhoneFactor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.config.annotation.web.configurers.FormLoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.config.annotation.web.configurers.saml2.Saml2LoginConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.OrRequestMatcher;

/**
 * Puts one-time codes by phone into a filter chain:
 * {@code http.with(telnyxOtpLogin(), withDefaults())}. One that the application adds
 * replaces the automatic one and starts from the same {@link OtpLoginSettings}. Used
 * while the chain is built, by one thread.
 *
 * @since 0.1
 */
public final class OtpLoginConfigurer extends AbstractHttpConfigurer<OtpLoginConfigurer, HttpSecurity> {

	private static final Log logger = LogFactory.getLog(OtpLoginConfigurer.class);

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
		OtpLoginSettings settings = bean(http, OtpLoginSettings.class);
		OtpSecondFactor secondFactor = bean(http, OtpSecondFactor.class);
		LogoutConfigurer<?> logout = http.getConfigurer(LogoutConfigurer.class);
		OtpEndpoints places = new OtpEndpoints((this.path != null) ? this.path : settings.path(), this.ownPage,
				(logout != null) ? this.logoutUrl : null, phonePath(settings));
		this.endpoints = places;
		http.exceptionHandling((exceptions) -> entryPoints(exceptions, places));
		String phone = places.phone();
		if (phone != null && !hasInteractiveLogin(http)) {
			http.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
					new LoginUrlAuthenticationEntryPoint(phone), OtpReplies.WANTS_PAGE));
		}
		if (logout != null) {
			logout.addLogoutHandler((request, response, user) -> secondFactor.abandon(ChallengeSession.find(request)));
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
	private static void leadHalfAuthenticatedAway(HttpSecurity http) {
		ExceptionHandlingConfigurer<?> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
		if (exceptions != null) {
			missingFactor(exceptions, new OtpEndpoints(bean(http, OtpLoginSettings.class).path(), null, null));
		}
	}

	private static void missingFactor(ExceptionHandlingConfigurer<?> exceptions, OtpEndpoints places) {
		exceptions.defaultDeniedHandlerForMissingAuthority((entryPoint) -> entryPoint
			.addEntryPointFor(new LoginUrlAuthenticationEntryPoint(places.page()), OtpReplies.WANTS_PAGE)
			.defaultEntryPoint(new FactorEntryPoint(places)), PhoneFactor.AUTHORITY);
		UsualEntryPoint usual = new UsualEntryPoint();
		exceptions.addObjectPostProcessor(usual);
		exceptions.defaultDeniedHandlerForMissingAuthority(usual, PhoneFactor.ANOTHER);
	}

	private static void entryPoints(ExceptionHandlingConfigurer<?> exceptions, OtpEndpoints places) {
		missingFactor(exceptions, places);
		OrRequestMatcher forms = new OrRequestMatcher(
				Stream.of(places.path(), places.send(), (places.phone() != null) ? places.phone() : places.path())
					.map((path) -> places.matcher(HttpMethod.POST, path))
					.toList());
		exceptions.defaultAccessDeniedHandlerFor(new OutdatedFormHandler(forms, new OtpReplies(places)), forms);
	}

	@Override
	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	public void configure(HttpSecurity http) {
		OtpEndpoints places = this.endpoints;
		if (places == null) {
			return;
		}
		OtpLoginSettings settings = bean(http, OtpLoginSettings.class);
		OtpSecondFactor secondFactor = bean(http, OtpSecondFactor.class);
		SignedIn signedIn = new SignedIn(getSecurityContextHolderStrategy());
		Origins origins = new Origins(bean(http, ClientNetworks.class));
		SessionManagementConfigurer<?> sessions = http.getConfigurer(SessionManagementConfigurer.class);
		if (sessions != null && settings.secondFactor()) {
			// Not earlier, so that it comes after those who refuse or renew the session
			sessions.addSessionAuthenticationStrategy(new SecondFactorStart(secondFactor, origins));
		}
		http.addFilterBefore(new OtpRequestGuardFilter(places), CsrfFilter.class);
		http.addFilterBefore(new OtpActiveFilter(places), AuthorizationFilter.class);
		http.addFilterBefore(
				new OtpChallengeFilter(places, secondFactor, origins, signedIn, bean(http, StatusStreams.class)),
				AuthorizationFilter.class);
		http.addFilterBefore(codes(http, places, settings, signedIn), AuthorizationFilter.class);
		if (places.phone() != null) {
			http.addFilterBefore(
					new PhoneLoginFilter(places, places.phone(), settings, bean(http, OtpPageRenderer.class),
							secondFactor, origins, bean(http, PhoneNumberParser.class), signedIn),
					AuthorizationFilter.class);
		}
		if (this.ownPage == null) {
			http.addFilterBefore(new OtpPageFilter(places, settings, bean(http, OtpPageRenderer.class), secondFactor,
					signedIn, requestCache(http), slow(http)), AuthorizationFilter.class);
		}
	}

	private OtpAuthenticationFilter codes(HttpSecurity http, OtpEndpoints places, OtpLoginSettings settings,
			SignedIn signedIn) {
		OtpAuthenticationFilter filter = new OtpAuthenticationFilter(places, settings.codeFormat(), signedIn);
		filter.setAuthenticationManager(manager(http));
		filter.setAuthenticationSuccessHandler(
				(this.successHandler != null) ? this.successHandler : new OtpSuccessHandler(requestCache(http)));
		filter.setAuthenticationFailureHandler((this.failureHandler != null) ? this.failureHandler
				: new OtpFailureHandler(bean(http, OtpSecondFactor.class), new OtpReplies(places)));
		SessionAuthenticationStrategy sessions = http.getSharedObject(SessionAuthenticationStrategy.class);
		if (sessions != null) {
			filter.setSessionAuthenticationStrategy(sessions);
		}
		SecurityContextRepository contexts = http.getSharedObject(SecurityContextRepository.class);
		if (contexts != null) {
			filter.setSecurityContextRepository(contexts);
		}
		filter.setSecurityContextHolderStrategy(getSecurityContextHolderStrategy());
		// Factors add up even where nobody enabled it for all filters
		filter.setMfaEnabled(true);
		return postProcess(filter);
	}

	/**
	 * A manager of its own: the chain's would ask its parent too after a wrong code,
	 * which tells listeners of a second failure, and an application may have brought one
	 * that knows nothing of codes.
	 */
	private static ProviderManager manager(HttpSecurity http) {
		ApplicationContext context = http.getSharedObject(ApplicationContext.class);
		ProviderManager manager = new ProviderManager(new OtpAuthenticationProvider(bean(http, OtpSecondFactor.class),
				users(context.getBeanProvider(UserDetailsService.class)),
				context.getBeanProvider(PhoneAccounts.class).getIfAvailable(),
				context.getBeanProvider(InstantSource.class).getIfUnique(Clock::systemUTC)));
		manager.setAuthenticationEventPublisher(context.getBeanProvider(AuthenticationEventPublisher.class)
			.getIfAvailable(() -> new DefaultAuthenticationEventPublisher(context)));
		return manager;
	}

	private static @Nullable UserDetailsService users(ObjectProvider<UserDetailsService> all) {
		UserDetailsService unique = all.getIfUnique();
		if (unique == null && all.stream().findAny().isPresent()) {
			logger
				.warn("There are several UserDetailsService beans and none is primary, so an account that is disabled "
						+ "after the password is not noticed when the code arrives");
		}
		return unique;
	}

	@SuppressWarnings("unchecked") // Spring Security's configurers are found by raw type
	private static boolean hasInteractiveLogin(HttpSecurity http) {
		return http.getConfigurer(FormLoginConfigurer.class) != null
				|| http.getConfigurer(OAuth2LoginConfigurer.class) != null
				|| http.getConfigurer(Saml2LoginConfigurer.class) != null;
	}

	private static SlowChannels slow(HttpSecurity http) {
		return http.getSharedObject(ApplicationContext.class)
			.getBeanProvider(SlowChannels.class)
			.getIfUnique(() -> Set::of);
	}

	private static RequestCache requestCache(HttpSecurity http) {
		RequestCache shared = http.getSharedObject(RequestCache.class);
		return (shared != null) ? shared : new HttpSessionRequestCache();
	}

	private static <T> T bean(HttpSecurity http, Class<T> type) {
		return http.getSharedObject(ApplicationContext.class).getBean(type);
	}

}
