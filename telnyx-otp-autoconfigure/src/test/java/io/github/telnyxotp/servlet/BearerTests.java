package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server of resources that knows nothing but bearer tokens, and gives a better one for
 * a code.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "telnyx.otp.step-up.rules[0].pattern=/transfer", "telnyx.otp.step-up.rules[0].max-age=5m" })
class BearerTests {

	private static final String EXCHANGE = "/token/step-up";

	@LocalServerPort
	private int port;

	@Autowired
	private FakeTelnyx telnyx;

	@Autowired
	private Phones phones;

	@Autowired
	private SettableClock clock;

	@Autowired
	private Tokens tokens;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.clock.move(Duration.ZERO);
	}

	@Test
	@DisplayName("SEC-38 a rule asks the bearer for a fresh code as RFC 9470 says, and keeps no session")
	void ruleAsksTheBearer() {
		HttpResponse<String> refused = get("/transfer", password("alice"));
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.headers().allValues("WWW-Authenticate"))
			.containsExactly("Bearer error=\"insufficient_user_authentication\", "
					+ "error_description=\"A code that is sent to the phone is required\", max_age=\"300\"");
		assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
		JsonNode problem = Program.json(refused);
		assertThat(problem.at("/code").asString()).isEqualTo("factor-required");
		assertThat(problem.at("/reason").asString()).isEqualTo("missing");
		assertThat(problem.at("/max_age").asInt()).isEqualTo(300);
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void whatIsUnderNoRuleNeedsNoCode() {
		assertThat(get("/account", password("alice")).statusCode()).isEqualTo(200);
		assertThat(get("/transfer", "nobody's").statusCode()).isEqualTo(401);
		assertThat(get("/transfer", "nobody's").body()).as("not our answer").isEmpty();
	}

	@Test
	@DisplayName("SEC-38 the token of the exchange opens what needs a fresh code, until it is too old")
	void exchangeGivesATokenThatOpens() {
		String old = password("alice");
		HttpResponse<String> right = check(old, start(old), FakeTelnyx.RIGHT);
		assertThat(right.statusCode()).isEqualTo(200);
		String better = Program.json(right).at("/access_token").asString();
		assertThat(this.tokens.find(better).amr()).containsExactly("pwd", "otp");
		assertThat(get("/transfer", better).statusCode()).isEqualTo(200);
		assertThat(get("/transfer", old).statusCode()).as("the old one stays what it is").isEqualTo(401);
		this.clock.move(Duration.ofMinutes(6));
		HttpResponse<String> expired = get("/transfer", better);
		assertThat(expired.statusCode()).isEqualTo(401);
		assertThat(Program.json(expired).at("/reason").asString()).isEqualTo("expired");
	}

	@Test
	@DisplayName("SEC-02 SEC-04 the exchange takes no wrong code, no code twice, and nobody else's challenge")
	void exchangeRefuses() {
		String alice = password("alice");
		String challenge = start(alice);
		this.phones.share("alice", "adam");
		assertThat(check(alice, challenge, FakeTelnyx.WRONG).statusCode()).isEqualTo(403);
		assertThat(check(password("adam"), challenge, FakeTelnyx.RIGHT).statusCode()).isEqualTo(403);
		assertThat(check(alice, challenge, FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
		assertThat(check(alice, challenge, FakeTelnyx.RIGHT).statusCode()).isEqualTo(403);
		assertThat(check("nobody's", challenge, FakeTelnyx.RIGHT).statusCode()).isEqualTo(401);
		assertThat(post(EXCHANGE, password("carol"), "").statusCode()).as("no phone").isEqualTo(409);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"challenge\":\"x\",\"code\":\"424242\"}", "{\"code\":\"424242\"}" })
	void exchangeRefusesWhatItCannotRead(String body) {
		assertThat(post(EXCHANGE + "/check", password("alice"), body).statusCode()).isEqualTo(400);
	}

	@Test
	void exampleOfTheDocumentIsTheCodeThatIsTestedHere() throws IOException {
		String source = Files
			.readString(Path.of("src/test/java", TokenStepUp.class.getName().replace('.', '/') + ".java"));
		String example = source.substring(source.indexOf("@RestController\n"));
		assertThat(Files.readString(Path.of("../docs/json.md"))).contains("```java\n" + example + "```");
	}

	/** A token of somebody who has given a password and nothing else. */
	private String password(String user) {
		return this.tokens.issue(user, this.clock.instant(), "pwd");
	}

	private String start(String token) {
		HttpResponse<String> begun = post(EXCHANGE, token, "");
		assertThat(begun.statusCode()).isEqualTo(202);
		return Program.json(begun).at("/challenge").asString();
	}

	private HttpResponse<String> check(String token, String challenge, String code) {
		return post(EXCHANGE + "/check", token, "{\"challenge\":\"" + challenge + "\",\"code\":\"" + code + "\"}");
	}

	private HttpResponse<String> get(String path, String token) {
		Browser client = new Browser(this.port).accepting("application/json");
		return client.send(client.request(path).header("Authorization", "Bearer " + token));
	}

	private HttpResponse<String> post(String path, String token, String body) {
		Browser client = new Browser(this.port).accepting("application/json");
		return client.send(client.request(path)
			.header("Authorization", "Bearer " + token)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FakeTelnyx.class, Phones.class, SettableClock.class, Unlimited.class, Vault.Desk.class,
			Vault.Counter.class, TokenStepUp.class })
	static class Application {

		@Bean
		Executor telnyxOtpExecutor() {
			return Runnable::run;
		}

		@Bean
		static Tokens tokens() {
			return new Tokens();
		}

		@Bean
		SecurityFilterChain resources(HttpSecurity http, Tokens tokens) {
			return http
				.authorizeHttpRequests((rules) -> rules.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.anyRequest()
					.authenticated())
				.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
				.addFilterBefore(tokens, AnonymousAuthenticationFilter.class)
				.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
						new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), (request) -> true))
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

}
