package io.github.telnyxotp.servlet;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A real OpenID provider on a port of its own: Spring Authorization Server, without codes
 * by phone. It knows alice and carol, and asks them whether the bank may know them.
 */
final class OidcProvider implements AutoCloseable {

	static final String PASSWORD = "of the provider";

	private final ConfigurableApplicationContext context;

	OidcProvider() {
		// A cookie of another name: browsers tell sites apart by host and not by port
		this.context = new SpringApplicationBuilder(Application.class)
			.properties("server.port=0", "server.address=127.0.0.1", "server.servlet.session.cookie.name=PROVIDER",
					"telnyx.otp.enabled=false")
			.run();
	}

	String issuer() {
		return "http://127.0.0.1:" + ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	/** So that it asks again. */
	void forgetConsents() {
		OAuth2AuthorizationConsentService consents = this.context.getBean(OAuth2AuthorizationConsentService.class);
		Stream.of("alice", "carol")
			.map((user) -> consents.findById("1", user))
			.filter(Objects::nonNull)
			.forEach(consents::remove);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityFilterChain provider(HttpSecurity http) {
			return http.oauth2AuthorizationServer((server) -> server.oidc(Customizer.withDefaults()))
				.authorizeHttpRequests((rules) -> rules.anyRequest().authenticated())
				.formLogin(Customizer.withDefaults())
				.build();
		}

		@Bean
		AuthorizationServerSettings settings() {
			return AuthorizationServerSettings.builder().build();
		}

		@Bean
		InMemoryRegisteredClientRepository clients() {
			// Whatever the port: RFC 8252 lets loopback addresses have any
			return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
				.clientId("bank")
				.clientSecret("{noop}shared")
				.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
				.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
				.redirectUri("http://127.0.0.1/login/oauth2/code/provider")
				.scope("openid")
				.scope("profile")
				.clientSettings(ClientSettings.builder().requireAuthorizationConsent(true).build())
				.build());
		}

		@Bean
		OAuth2AuthorizationConsentService consents() {
			return new InMemoryOAuth2AuthorizationConsentService();
		}

		@Bean
		UserDetailsService people() {
			return new InMemoryUserDetailsManager(user("alice"), user("carol"));
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}" + PASSWORD).authorities("ROLE_OF_PROVIDER").build();
		}

		@Bean
		JWKSource<SecurityContext> keys() throws NoSuchAlgorithmException {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			KeyPair pair = generator.generateKeyPair();
			return new ImmutableJWKSet<>(
					new JWKSet(new RSAKey.Builder((RSAPublicKey) pair.getPublic()).privateKey(pair.getPrivate())
						.keyID("1")
						.build()));
		}

		/** For what the provider tells of a user to whoever shows a token of its own. */
		@Bean
		JwtDecoder tokens(JWKSource<SecurityContext> keys) {
			return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
		}

	}

}
