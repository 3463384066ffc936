package io.github.telnyxotp.test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/**
 * Makes the security context of {@link WithPhoneFactor}.
 */
final class PhoneFactorSecurityContextFactory implements WithSecurityContextFactory<WithPhoneFactor> {

	private static final String PHONE_OTP = "FACTOR_PHONE_OTP";

	private final InstantSource clock;

	PhoneFactorSecurityContextFactory(ObjectProvider<InstantSource> clock) {
		this.clock = clock.getIfUnique(InstantSource::system);
	}

	@Override
	public SecurityContext createSecurityContext(WithPhoneFactor annotation) {
		Instant proved = this.clock.instant().minus(Duration.parse(annotation.age()));
		List<GrantedAuthority> authorities = new ArrayList<>();
		Stream.of(annotation.roles())
			.map((role) -> new SimpleGrantedAuthority("ROLE_" + role))
			.forEach(authorities::add);
		Stream.of(FactorGrantedAuthority.PASSWORD_AUTHORITY, PHONE_OTP, PHONE_OTP + "_" + annotation.channel().name())
			.map((factor) -> FactorGrantedAuthority.withAuthority(factor).issuedAt(proved).build())
			.forEach(authorities::add);
		User user = new User(annotation.username(), "", authorities);
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user, null, authorities));
		return context;
	}

}
