package io.github.telnyxotp.servlet;

import java.util.concurrent.Executor;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/**
 * The vault with a chain for a single-page application, as {@code docs/json.md} advises:
 * statuses instead of redirects, and the CSRF token in a cookie.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({ FakeTelnyx.class, Phones.class, SettableClock.class, Recorder.class, Unlimited.class, Vault.Desk.class,
		Vault.Counter.class, VisitTests.Accounts.class })
class Spa {

	@Bean
	Executor telnyxOtpExecutor() {
		return Runnable::run;
	}

	@Bean
	InMemoryUserDetailsManager users() {
		return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_USER"), Bank.user("adam", "ROLE_USER"),
				Bank.user("carol", "ROLE_USER"));
	}

	@Bean
	SecurityFilterChain people(HttpSecurity http) {
		return http
			.authorizeHttpRequests(
					(rules) -> rules.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
			.formLogin((form) -> form.successHandler((request, response, user) -> response.setStatus(204))
				.failureHandler((request, response, refusal) -> response.setStatus(401)))
			.logout((logout) -> logout
				.logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
			.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
					new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
					new NegatedRequestMatcher(OtpReplies.WANTS_PAGE)))
			.csrf((csrf) -> csrf.spa())
			.build();
	}

}
