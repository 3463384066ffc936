package io.github.telnyxotp.sample;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The security of a bank as it was before one-time codes: nothing here knows of them.
 * They come with the starter and the properties.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	SecurityFilterChain bank(HttpSecurity http) throws Exception {
		return http
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers("/", "/bank.css", "/error", "/sign-up/**", "/recovery/**")
						.permitAll()
						.anyRequest()
						.authenticated())
			.formLogin((form) -> form.loginPage("/login").defaultSuccessUrl("/account").permitAll())
			.logout((logout) -> logout.logoutSuccessUrl("/").permitAll())
			.build();
	}

	@Bean
	InMemoryUserDetailsManager customers() {
		return new InMemoryUserDetailsManager(customer("alice", "wonderland"), customer("bob", "builder"),
				customer("carol", "singer"));
	}

	@Bean
	PasswordEncoder passwordEncoder() {
		return PasswordEncoderFactories.createDelegatingPasswordEncoder();
	}

	private static UserDetails customer(String name, String password) {
		return User.withUsername(name).password("{noop}" + password).roles("CUSTOMER").build();
	}

}
