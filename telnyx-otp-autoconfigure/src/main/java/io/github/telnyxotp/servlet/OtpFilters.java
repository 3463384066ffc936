package io.github.telnyxotp.servlet;

import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;

import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.flow.RememberedDevices;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpAuthenticationProvider;
import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpRequirement;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.PhoneAccounts;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Makes what one chain needs, from the beans of the application and from what other
 * configurers of the chain share.
 *
 * @param http the chain while it is built
 * @param holder who knows who is signed in
 */
record OtpFilters(HttpSecurity http, SecurityContextHolderStrategy holder) {

	private static final Log logger = LogFactory.getLog(OtpFilters.class);

	OtpLoginSettings settings() {
		return bean(OtpLoginSettings.class);
	}

	OtpSecondFactor secondFactor() {
		return bean(OtpSecondFactor.class);
	}

	SavedForms forms() {
		return new SavedForms(signedIn());
	}

	FactorEntryPoint entryPoint(OtpEndpoints places) {
		return new FactorEntryPoint(places, secondFactor(), origins(), signedIn(), forms());
	}

	StepUpFilter stepUp() {
		return new StepUpFilter(settings().stepUp(), bean(OtpAuthorization.class), this.holder);
	}

	/** Nothing where no login asks for a code: a device would save nobody one. */
	@Nullable RememberedDevices devices() {
		boolean wanted = settings().deviceCookie() != null && settings().secondFactor();
		return wanted ? context().getBeanProvider(RememberedDevices.class).getIfAvailable() : null;
	}

	private DeviceDoor deviceDoor() {
		return new DeviceDoor(devices(), Objects.requireNonNullElse(settings().deviceCookie(), ""), secondFactor());
	}

	DeviceFactorFilter deviceFactor() {
		return new DeviceFactorFilter(this.holder);
	}

	DevicesFilter devicePage(OtpEndpoints places, RememberedDevices devices) {
		return new DevicesFilter(places, settings(), bean(OtpPageRenderer.class), devices, deviceDoor(), signedIn());
	}

	SecondFactorStart start() {
		return new SecondFactorStart(secondFactor(), origins(), forms(), signedIn(), deviceDoor(), requirement());
	}

	/** Nothing where nobody is asked at the login. */
	private @Nullable OtpRequirement requirement() {
		return settings().secondFactor()
				? context().getBeanProvider(OtpRequirement.class).getIfAvailable(() -> OtpRequirement.ALL) : null;
	}

	OtpChallengeFilter challenges(OtpEndpoints places) {
		return new OtpChallengeFilter(places, secondFactor(), origins(), signedIn(), bean(StatusStreams.class));
	}

	PhoneLoginFilter phoneLogin(OtpEndpoints places, String path) {
		return new PhoneLoginFilter(places, path, settings(), bean(OtpPageRenderer.class), secondFactor(), origins(),
				bean(PhoneNumberParser.class), signedIn());
	}

	OtpPageFilter page(OtpEndpoints places) {
		return new OtpPageFilter(places, settings(), bean(OtpPageRenderer.class), secondFactor(), enrolment(),
				signedIn(), requestCache(), slow(), deviceDoor());
	}

	EnrolmentFilter enrolling(OtpEndpoints places, OtpEnrolment enrolment) {
		return new EnrolmentFilter(places, settings(), bean(OtpPageRenderer.class), secondFactor(), enrolment,
				origins(), bean(PhoneNumberParser.class), signedIn());
	}

	RestFilter resting(@Nullable OtpEndpoints places) {
		return new RestFilter(places, settings(), bean(OtpPageRenderer.class), clock());
	}

	/** Nothing unless the application stores numbers. */
	@Nullable OtpEnrolment enrolment() {
		return context().getBeanProvider(OtpEnrolment.class).getIfAvailable();
	}

	OtpAuthenticationFilter codes(OtpEndpoints places, @Nullable AuthenticationSuccessHandler success,
			@Nullable AuthenticationFailureHandler failure) {
		OtpAuthenticationFilter filter = new OtpAuthenticationFilter(places, settings().codeFormat(), signedIn(),
				deviceDoor());
		filter.setAuthenticationManager(manager());
		filter.setAuthenticationSuccessHandler(
				(success != null) ? success : new OtpSuccessHandler(requestCache(), forms()));
		filter.setAuthenticationFailureHandler(
				(failure != null) ? failure : new OtpFailureHandler(secondFactor(), places));
		SessionAuthenticationStrategy sessions = this.http.getSharedObject(SessionAuthenticationStrategy.class);
		if (sessions != null) {
			filter.setSessionAuthenticationStrategy(sessions);
		}
		SecurityContextRepository contexts = this.http.getSharedObject(SecurityContextRepository.class);
		if (contexts != null) {
			filter.setSecurityContextRepository(contexts);
		}
		filter.setSecurityContextHolderStrategy(this.holder);
		return filter;
	}

	/**
	 * A manager of its own: the chain's would ask its parent too after a wrong code,
	 * which tells listeners of a second failure, and an application may have brought one
	 * that knows nothing of codes.
	 */
	private ProviderManager manager() {
		ApplicationContext context = context();
		ProviderManager manager = new ProviderManager(
				new OtpAuthenticationProvider(secondFactor(), users(context.getBeanProvider(UserDetailsService.class)),
						context.getBeanProvider(PhoneAccounts.class).getIfAvailable(), enrolment(), clock()));
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

	private InstantSource clock() {
		return context().getBeanProvider(InstantSource.class).getIfUnique(Clock::systemUTC);
	}

	private SlowChannels slow() {
		return context().getBeanProvider(SlowChannels.class).getIfUnique(() -> Set::of);
	}

	private RequestCache requestCache() {
		RequestCache shared = this.http.getSharedObject(RequestCache.class);
		return (shared != null) ? shared : new HttpSessionRequestCache();
	}

	private SignedIn signedIn() {
		return new SignedIn(this.holder);
	}

	private Origins origins() {
		return bean(Origins.class);
	}

	private ApplicationContext context() {
		return this.http.getSharedObject(ApplicationContext.class);
	}

	private <T> T bean(Class<T> type) {
		return context().getBean(type);
	}

}
