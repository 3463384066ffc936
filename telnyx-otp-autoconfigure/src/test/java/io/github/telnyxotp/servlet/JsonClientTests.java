package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways of a single-page application and of a mobile one, each from its first request
 * to its last, by what the replies say.
 */
class JsonClientTests extends SpaTests {

	private static final String PAYMENT = "/pay?amount=250&iban=DE89";

	@Test
	void signsInByPasswordAndCode() {
		Program program = program();
		assertThat(program.get("/account").statusCode()).as("the application's own answer").isEqualTo(401);
		assertProblem(program.get(STATUS), 401, "sign-in-required");
		assertThat(program.login("alice").statusCode()).isEqualTo(204);
		JsonNode missing = assertProblem(program.get("/account"), 401, "factor-required");
		assertThat(missing.at("/factor").asString()).isEqualTo("FACTOR_PHONE_OTP");
		assertThat(missing.at("/reason").asString()).isEqualTo("missing");
		JsonNode status = Program.json(program.get(missing.at("/links/status").asString()));
		assertThat(status.at("/state").asString()).isEqualTo("waiting");
		assertThat(status.has("phones")).as("there is one phone").isFalse();
		String verify = missing.at("/links/verify").asString();
		JsonNode wrong = assertProblem(program.post(verify, "{\"code\":\"000000\"}"), 401, "wrong");
		assertThat(wrong.at("/attemptsLeft").asInt()).isEqualTo(4);
		JsonNode right = Program.json(program.post(verify, "{\"code\":\"424242\"}"));
		assertThat(right.at("/authenticated").asBoolean()).isTrue();
		assertThat(right.at("/redirectUrl").asString()).isEqualTo("/");
		assertThat(program.get("/account").statusCode()).isEqualTo(200);
	}

	@Test
	void sendsAgainWhenItMayAndOverTheChannelItWants() {
		Program program = half("alice");
		HttpResponse<String> soon = program.post(SEND, "{}");
		JsonNode problem = assertProblem(soon, 429, "too-soon");
		assertThat(soon.headers().firstValue("Retry-After"))
			.contains(Integer.toString(problem.at("/retryAfterSeconds").asInt()));
		this.clock.move(Duration.ofSeconds(problem.at("/retryAfterSeconds").asInt()));
		HttpResponse<String> sent = program.post(problem.at("/links/send").asString(), "{\"channel\":\"sms\"}");
		assertThat(sent.statusCode()).isEqualTo(202);
		assertThat(Program.json(sent).at("/steps/1/channel").asString()).isEqualTo("sms");
		assertThat(this.telnyx.sent).containsExactly(Channel.WHATSAPP, Channel.SMS);
	}

	@Test
	@DisplayName("SEC-29 of several phones one is chosen by its place in the list, which is masked")
	void choosesOneOfSeveralPhones() {
		PhoneNumber second = this.phones.add("adam");
		Program program = half("adam");
		JsonNode status = Program.json(program.get(STATUS));
		assertThat(status.at("/phones/0").asString()).isEqualTo(this.phones.of("adam").masked());
		assertThat(status.at("/phones/1").asString()).isEqualTo(second.masked());
		HttpResponse<String> sent = program.post(SEND, "{\"phone\":\"1\"}");
		assertThat(sent.statusCode()).isEqualTo(202);
		assertThat(Program.json(sent).at("/phone").asString()).isEqualTo(second.masked());
		assertThat(Program.json(sent).at("/phones")).hasSize(2);
		assertThat(this.telnyx.phones).contains(second);
		assertThat(program.submit(FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
	}

	@Test
	void whoHasNoPhoneIsToldSo() {
		Program program = half("carol");
		assertThat(Program.json(program.get(STATUS)).at("/state").asString()).isEqualTo("none");
		assertProblem(program.post(SEND, "{}"), 409, "no-phone");
	}

	@Test
	void stepsUpAndRepeatsItsRequest() {
		Program program = stale("alice");
		JsonNode demand = assertProblem(program.post("/transfer?amount=70", "{}"), 401, "factor-required");
		assertThat(demand.at("/reason").asString()).isEqualTo("expired");
		assertThat(demand.at("/max_age").asInt()).isEqualTo(300);
		assertThat(this.telnyx.sent).as("a program asks for the message itself").isEmpty();
		assertThat(program.post(demand.at("/links/send").asString(), "{}").statusCode()).isEqualTo(202);
		assertThat(program.submit(FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
		assertThat(program.post("/transfer?amount=70", "{}").body()).isEqualTo("transferred 70");
		assertThat(this.desk.done()).containsExactly("transfer 70");
	}

	@Test
	void stepsUpOverTheChannelsThatCount() {
		Program program = whole("alice");
		JsonNode demand = assertProblem(program.get("/calls"), 401, "factor-required");
		assertThat(demand.at("/channels/0").asString()).isEqualTo("call");
		JsonNode status = Program.json(program.post(SEND, "{}"));
		assertThat(status.at("/steps/0/channel").asString()).isEqualTo("call");
		program.submit(FakeTelnyx.RIGHT);
		assertThat(program.get("/calls").statusCode()).isEqualTo(200);
	}

	@Test
	@DisplayName("SEC-38 a program shows what is approved, repeats the request, and the approval is used up")
	void approvesOneActionOnce() {
		Program program = whole("alice");
		JsonNode demand = assertProblem(program.post(PAYMENT, "{}"), 401, "factor-required");
		assertThat(demand.at("/approval").asString()).isEqualTo("250 EUR to DE89");
		assertThat(program.post(SEND, "{}").statusCode()).isEqualTo(202);
		assertThat(program.submit(FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
		assertThat(program.post(PAYMENT, "{}").body()).isEqualTo("paid 250 to DE89");
		assertProblem(program.post(PAYMENT, "{}"), 401, "factor-required");
		assertThat(this.desk.done()).containsExactly("250 to DE89");
	}

	@Test
	void signsInByPhoneAlone() {
		Program program = program();
		program.get("/open/box");
		HttpResponse<String> asked = program.post(PHONE, VisitTests.body(this.phones.of("alice").value()));
		assertThat(asked.statusCode()).isEqualTo(202);
		assertThat(Program.json(asked).at("/state").asString()).isEqualTo("waiting");
		assertThat(Program.json(program.get(STATUS)).at("/steps")).isEmpty();
		assertProblem(program.submit(FakeTelnyx.WRONG), 401, "wrong");
		assertThat(program.submit(FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
		assertThat(program.get("/open/box").body()).contains("FACTOR_PHONE_OTP");
	}

	@Test
	void whoIsSignedInAlreadyIsToldSoInJson() {
		Program program = whole("alice");
		HttpResponse<String> again = program.post(PHONE, VisitTests.body(this.phones.of("alice").value()));
		assertThat(again.statusCode()).isEqualTo(200);
		assertThat(Program.json(again).at("/authenticated").asBoolean()).isTrue();
	}

	@Test
	void nobodyIsSignedInAfterTheLogout() {
		Program program = whole("alice");
		assertThat(program.post("/logout", "").statusCode()).isEqualTo(204);
		assertThat(program.get("/account").statusCode()).isEqualTo(401);
		program.get("/open/box");
		for (HttpResponse<String> reply : List.of(program.get(STATUS), program.post(SEND, "{}"),
				program.submit(FakeTelnyx.RIGHT))) {
			assertProblem(reply, 401, "sign-in-required");
		}
	}

	@Test
	@DisplayName("SEC-34 SEC-63 the CSRF token changes with password and code, and its cookie has the new one at once")
	void cookieHasTheNewTokenAtOnce() {
		Program program = program();
		program.get("/open/box");
		String before = program.token();
		program.login("alice");
		String half = program.token();
		assertThat(half).isNotEmpty().isNotEqualTo(before);
		assertProblem(program.post(SEND, "application/json", "{}", before), 403, "outdated");
		assertThat(program.submit(FakeTelnyx.RIGHT).statusCode()).isEqualTo(200);
		assertThat(program.token()).isNotEmpty().isNotEqualTo(half);
		assertProblem(program.post(SEND, "application/json", "{}", half), 403, "outdated");
		assertThat(program.post("/logout", "").statusCode()).isEqualTo(204);
	}

	@Test
	void chainOfTheDocumentIsTheOneThatIsTestedHere() throws IOException {
		String source = Files.readString(Path.of("src/test/java", Spa.class.getName().replace('.', '/') + ".java"));
		String chain = source.substring(source.indexOf("\t@Bean\n\tSecurityFilterChain"),
				source.indexOf("\n\n\t/** Makes limits"));
		assertThat(Files.readString(Path.of("../docs/json.md"))).contains(chain.replaceAll("(?m)^\t", ""));
	}

	private static JsonNode assertProblem(HttpResponse<String> response, int status, String code) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		JsonNode problem = Program.json(response);
		assertThat(problem.at("/code").asString()).isEqualTo(code);
		assertThat(problem.at("/links/verify").asString()).isEqualTo(VERIFY);
		return problem;
	}

}
