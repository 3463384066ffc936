package io.github.telnyxotp.servlet;

import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.web.CodeSubmission;
import io.github.telnyxotp.web.OtpEndpoints;
import io.github.telnyxotp.web.OtpParts;
import io.github.telnyxotp.web.RequestGuard;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

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

	OtpParts parts() {
		return new OtpParts(context(), bean(Origins.class).networks());
	}

	Exchanges exchanges() {
		RequestCache shared = this.http.getSharedObject(RequestCache.class);
		return new Exchanges(this.holder, (shared != null) ? shared : new HttpSessionRequestCache());
	}

	FactorEntryPoint entryPoint(OtpEndpoints places) {
		return new FactorEntryPoint(parts().missingFactor(places), exchanges());
	}

	StepUpFilter stepUp() {
		return new StepUpFilter(parts().settings().stepUp(), bean(OtpAuthorization.class), exchanges());
	}

	DeviceFactorFilter deviceFactor() {
		return new DeviceFactorFilter(this.holder);
	}

	FirstFactorPassed start() {
		return new FirstFactorPassed(parts().start(users()), exchanges());
	}

	OtpRequestGuardFilter guard(OtpEndpoints places) {
		return new OtpRequestGuardFilter(new RequestGuard(places), exchanges());
	}

	OtpActiveFilter active(OtpEndpoints places) {
		return new OtpActiveFilter(new RequestGuard(places), exchanges());
	}

	OtpEndpointsFilter endpoints(OtpEndpoints places) {
		return new OtpEndpointsFilter(parts().handlers(places), exchanges());
	}

	RestFilter resting(@Nullable OtpEndpoints places) {
		return new RestFilter(parts().resting(places), exchanges());
	}

	FormReplay forms() {
		return new FormReplay(exchanges());
	}

	OtpAuthenticationFilter codes(OtpEndpoints places, @Nullable AuthenticationSuccessHandler success,
			@Nullable AuthenticationFailureHandler failure) {
		CodeSubmission codes = parts().codes(places, users());
		OtpAuthenticationFilter filter = new OtpAuthenticationFilter(codes, exchanges());
		filter.setAuthenticationManager(manager());
		filter.setAuthenticationSuccessHandler((success != null) ? success : success());
		filter.setAuthenticationFailureHandler((failure != null) ? failure : failure(codes));
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

	private AuthenticationSuccessHandler success() {
		Exchanges exchanges = exchanges();
		return (request, response, user) -> ServletReplies
			.write(CodeSubmission.success(exchanges.of(request, response)), request, response);
	}

	private AuthenticationFailureHandler failure(CodeSubmission codes) {
		Exchanges exchanges = exchanges();
		return (request, response, refusal) -> ServletReplies
			.write(codes.failure(exchanges.of(request, response), refusal), request, response);
	}

	/**
	 * A manager of its own: the chain's would ask its parent too after a wrong code,
	 * which tells listeners of a second failure, and an application may have brought one
	 * that knows nothing of codes.
	 */
	private ProviderManager manager() {
		ApplicationContext context = context();
		UserDetailsService users = users();
		if (users == null && context.getBeanProvider(UserDetailsService.class).stream().findAny().isPresent()) {
			logger
				.warn("There are several UserDetailsService beans and none is primary, so an account that is disabled "
						+ "after the password is not noticed when the code arrives");
		}
		ProviderManager manager = new ProviderManager(parts().provider(users));
		manager.setAuthenticationEventPublisher(context.getBeanProvider(AuthenticationEventPublisher.class)
			.getIfAvailable(() -> new DefaultAuthenticationEventPublisher(context)));
		return manager;
	}

	private @Nullable UserDetailsService users() {
		return context().getBeanProvider(UserDetailsService.class).getIfUnique();
	}

	private ApplicationContext context() {
		return this.http.getSharedObject(ApplicationContext.class);
	}

	private <T> T bean(Class<T> type) {
		return context().getBean(type);
	}

}
