package io.github.telnyxotp.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.telnyxotp.security.PhoneFactor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application with chains, roles and rules of its own: alice is a user, adam an
 * administrator, carol has no phone, and mallory has a role in the database that is named
 * like the factor.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({ FakeTelnyx.class, Phones.class, SettableClock.class, Recorder.class, Unlimited.class })
class Bank {

	static final String PASSWORD = "secret";

	@Bean
	Executor telnyxOtpExecutor() {
		return Runnable::run;
	}

	@Bean
	static GrantedAuthorityDefaults grantedAuthorityDefaults() {
		return new GrantedAuthorityDefaults("GROUP_");
	}

	@Bean
	static RoleHierarchy roleHierarchy() {
		return RoleHierarchyImpl.withRolePrefix("GROUP_").role("ADMIN").implies("USER").build();
	}

	@Bean
	InMemoryUserDetailsManager users() {
		return new InMemoryUserDetailsManager(user("alice", "GROUP_USER"), user("adam", "GROUP_ADMIN"),
				user("carol", "GROUP_USER"), user("mallory", "FACTOR_PHONE_OTP", "GROUP_USER"));
	}

	static UserDetails user(String name, String... authorities) {
		return User.withUsername(name).password("{noop}" + PASSWORD).authorities(authorities).build();
	}

	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http) {
		return http.securityMatcher("/api/**")
			.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
			.httpBasic(Customizer.withDefaults())
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain people(HttpSecurity http) {
		AllRequiredFactorsAuthorizationManager<RequestAuthorizationContext> recent = AllRequiredFactorsAuthorizationManager
			.<RequestAuthorizationContext>builder()
			.requireFactor((factor) -> factor.authority(PhoneFactor.AUTHORITY).validDuration(Duration.ofMinutes(5)))
			.build();
		return http
			.authorizeHttpRequests((rules) -> rules.requestMatchers("/open/**")
				.permitAll()
				.requestMatchers("/admin")
				.hasRole("ADMIN")
				.requestMatchers("/user")
				.hasRole("USER")
				.requestMatchers("/pay")
				.access(recent)
				.anyRequest()
				.authenticated())
			.formLogin(Customizer.withDefaults())
			.rememberMe((remember) -> remember.alwaysRemember(true).key("bank"))
			.addFilterBefore(new TicketLogin(), AuthorizationFilter.class)
			.build();
	}

	@Bean
	Safe safe() {
		return new Safe();
	}

	/** What only method rules protect. */
	static class Safe {

		@PreAuthorize("isAuthenticated()")
		public String gold() {
			return "gold";
		}

		@PreAuthorize("hasRole('USER')")
		public String silver() {
			return "silver";
		}

	}

	@RestController
	static class Counter {

		private final Safe safe;

		Counter(Safe safe) {
			this.safe = safe;
		}

		@GetMapping({ "/", "/account", "/admin", "/user", "/pay", "/api/account", "/actuator/env" })
		String show(Authentication user) {
			return "treasure of " + user.getName() + " "
					+ user.getAuthorities().stream().map((each) -> each.getAuthority()).sorted().toList();
		}

		@PostMapping("/transfer")
		String transfer() {
			return "treasure moved";
		}

		@GetMapping("/open")
		String open() {
			return "open";
		}

		@GetMapping("/open/gold")
		String gold() {
			return this.safe.gold();
		}

		@GetMapping("/open/silver")
		String silver() {
			return this.safe.silver();
		}

		/** All attributes of the session as a store would write them. */
		@GetMapping("/open/session")
		String session(HttpServletRequest request) throws IOException {
			HttpSession session = request.getSession(false);
			Map<String, Object> attributes = new LinkedHashMap<>();
			if (session != null) {
				Collections.list(session.getAttributeNames())
					.forEach((name) -> attributes.put(name, session.getAttribute(name)));
			}
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
				out.writeObject(attributes);
			}
			return attributes.keySet() + " " + bytes.toString(StandardCharsets.ISO_8859_1);
		}

	}

}
