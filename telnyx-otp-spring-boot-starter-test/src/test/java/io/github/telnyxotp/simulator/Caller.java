package io.github.telnyxotp.simulator;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application that calls the simulator over HTTP.
 */
final class Caller {

	static final String PHONE = "+15550100001";

	private static final JsonMapper JSON = JsonMapper.shared();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final TelnyxSimulator simulator;

	Caller(TelnyxSimulator simulator) {
		this.simulator = simulator;
	}

	HttpResponse<String> start(String channel) {
		return start(channel, Map.of());
	}

	HttpResponse<String> start(String channel, Map<String, Object> more) {
		Map<String, Object> body = new HashMap<>(
				Map.of("phone_number", PHONE, "verify_profile_id", this.simulator.verifyProfileId()));
		body.putAll(more);
		return api("POST", "/verifications" + (channel.isEmpty() ? "" : "/" + channel), body);
	}

	String started(String channel) {
		return data(start(channel)).path("id").asString();
	}

	HttpResponse<String> check(String code) {
		return api("POST", "/verifications/by_phone_number/%2B15550100001/actions/verify",
				Map.of("code", code, "verify_profile_id", this.simulator.verifyProfileId()));
	}

	HttpResponse<String> checkById(String id, String code) {
		return api("POST", "/verifications/" + id + "/actions/verify", Map.of("code", code));
	}

	HttpResponse<String> api(String method, String path, Object body) {
		return exchange(
				request(method, "/v2" + path, body).header("Authorization", "Bearer " + this.simulator.apiKey()));
	}

	HttpResponse<String> control(String method, String path, Object body) {
		return exchange(request(method, path, body));
	}

	HttpRequest.Builder request(String method, String path, Object body) {
		String text = (body instanceof String string) ? string : JSON.writeValueAsString(body);
		return HttpRequest.newBuilder(this.simulator.baseUrl().resolve(path))
			.method(method,
					text.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text));
	}

	HttpResponse<String> exchange(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

	static JsonNode data(HttpResponse<String> response) {
		return json(response).path("data");
	}

	static String word(HttpResponse<String> response) {
		return data(response).path("response_code").asString("status " + response.statusCode());
	}

	static String errorCode(HttpResponse<String> response) {
		return json(response).path("errors").path(0).path("code").asString("");
	}

	/** Another code than the right one, of the same length. */
	static String wrong(String code) {
		return code.substring(0, code.length() - 1) + (code.endsWith("0") ? "1" : "0");
	}

}
