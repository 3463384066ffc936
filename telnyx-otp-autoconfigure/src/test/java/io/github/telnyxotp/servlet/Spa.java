package io.github.telnyxotp.servlet;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.flow.restraint.GuessPermit;
import io.github.telnyxotp.flow.restraint.Notes;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.flow.restraint.SendPermit;
import io.github.telnyxotp.limit.Destination;

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

/**
 * The vault with a chain for a single-page application, as {@code docs/json.md} advises:
 * statuses instead of redirects, and the CSRF token in a cookie.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({ FakeTelnyx.class, Phones.class, SettableClock.class, Recorder.class, Unlimited.class, Vault.Desk.class,
		Vault.Counter.class, VisitTests.Accounts.class, EnrolmentTests.Accounts.class, RestTests.Changes.class,
		Spa.Throttle.class })
class Spa {

	private static final SendPermit.Refused NO_MESSAGE = new SendPermit.Refused("test", Duration.ofSeconds(30),
			Notes.NONE);

	private static final Map<String, Object> REFUSALS = Map.of("visit", Optional.of(NO_MESSAGE), "send", NO_MESSAGE,
			"guess", new GuessPermit.Refused("test", Duration.ofSeconds(30)));

	@Bean
	InMemoryUserDetailsManager users() {
		return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_USER"), Bank.user("adam", "ROLE_USER"),
				Bank.user("carol", "ROLE_USER"));
	}

	@Bean
	Executor telnyxOtpExecutor(Throttle throttle) {
		return (task) -> {
			if (throttle.full.get()) {
				throw new RejectedExecutionException();
			}
			task.run();
		};
	}

	@Bean
	Restraint restraint(Throttle throttle) {
		Restraint open = new Unrestrained(Spa::destination);
		return (Restraint) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Restraint.class },
				(proxy, method, arguments) -> throttle.tight.get() && REFUSALS.containsKey(method.getName())
						? REFUSALS.get(method.getName()) : method.invoke(open, arguments));
	}

	private static Destination destination(PhoneNumber phone) {
		return phone.value().equals(VisitTests.BLOCKED) ? new Destination("CA", List.of(), Destination.Refusal.COUNTRY)
				: Destination.anywhere(List.of(Channel.values()));
	}

	// As docs/json.md has it
	@Bean
	SecurityFilterChain people(HttpSecurity http) {
		return http
			.authorizeHttpRequests(
					(rules) -> rules.requestMatchers("/open/**").permitAll().anyRequest().authenticated())
			.formLogin((form) -> form.successHandler((request, response, user) -> response.setStatus(204))
				.failureHandler((request, response, refusal) -> response.setStatus(401)))
			.logout((logout) -> logout
				.logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
			.exceptionHandling((exceptions) -> exceptions
				.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
			.csrf((csrf) -> csrf.spa())
			.build();
	}

	/** Makes limits tight and the outbox full, as a test wants it. */
	static final class Throttle {

		final AtomicBoolean tight = new AtomicBoolean();

		final AtomicBoolean full = new AtomicBoolean();

		void reset() {
			this.tight.set(false);
			this.full.set(false);
		}

	}

}
