package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.security.RequireOtp;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * An application in which some things need a fresh code: by property, by rule, by method
 * and for one action alone.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({ FakeTelnyx.class, Phones.class, SettableClock.class, Recorder.class, Unlimited.class })
class Vault {

	@Bean
	Executor telnyxOtpExecutor() {
		return Runnable::run;
	}

	@Bean
	InMemoryUserDetailsManager users() {
		return new InMemoryUserDetailsManager(Bank.user("alice", "ROLE_USER"), Bank.user("adam", "ROLE_USER"));
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
	SecurityFilterChain people(HttpSecurity http, OtpAuthorization telnyxOtp) {
		return http.authorizeHttpRequests((rules) -> rules.requestMatchers("/payees")
			.access(telnyxOtp.recent(Duration.ofMinutes(5)))
			.requestMatchers("/order")
			.access(ApprovedRequest.approvedRequest(telnyxOtp, (request) -> {
				String amount = String.valueOf(request.getParameter("amount"));
				return telnyxOtp.approval("order", amount, "Order for " + amount);
			}))
			.requestMatchers("/admin/**")
			.hasRole("ADMIN")
			.requestMatchers("/open/**")
			.permitAll()
			.anyRequest()
			.authenticated()).formLogin(Customizer.withDefaults()).build();
	}

	@Bean
	Desk desk() {
		return new Desk();
	}

	/** What only methods protect. */
	static class Desk {

		private final List<String> done = new CopyOnWriteArrayList<>();

		/** A proxy has no fields of its own. */
		public List<String> done() {
			return this.done;
		}

		@RequireOtp(maxAge = "5m")
		public String letter() {
			return "letter";
		}

		@PreAuthorize("hasRole('ADMIN')")
		@RequireOtp
		public String seal() {
			return "seal";
		}

		@PreAuthorize("@telnyxOtp.recent('PT5M')")
		public String stamp() {
			return "stamp";
		}

		@RequireOtp(bind = "#amount + '|' + #iban", show = "#amount + ' EUR to ' + #iban")
		public String pay(String amount, String iban) {
			this.done.add(amount + " to " + iban);
			return "paid " + amount + " to " + iban;
		}

	}

	@RestController
	static class Counter {

		private final Desk desk;

		Counter(Desk desk) {
			this.desk = desk;
		}

		@GetMapping({ "/", "/account", "/payees", "/admin/keys", "/transfer", "/calls", "/open/box", "/api/box" })
		String show(Authentication user) {
			return "treasure of " + user.getAuthorities().stream().map((each) -> each.getAuthority()).sorted().toList();
		}

		@PostMapping("/transfer")
		String transfer(@RequestParam String amount) {
			this.desk.done().add("transfer " + amount);
			return "transferred " + amount;
		}

		@GetMapping("/letter")
		String letter() {
			return this.desk.letter();
		}

		@GetMapping("/seal")
		String seal() {
			return this.desk.seal();
		}

		@GetMapping("/stamp")
		String stamp() {
			return this.desk.stamp();
		}

		/** Done later, and its answer is dispatched again. */
		@PostMapping("/order")
		Callable<String> order(@RequestParam String amount) {
			return () -> {
				this.desk.done().add("order " + amount);
				return "ordered " + amount;
			};
		}

		@PostMapping("/pay")
		String pay(@RequestParam String amount, @RequestParam String iban) {
			return this.desk.pay(amount, iban);
		}

	}

}
