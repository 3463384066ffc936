package io.github.telnyxotp.servlet;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A single-page application or a mobile one: JSON out and in, cookies, and the CSRF token
 * from its cookie with every POST.
 */
final class Program {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Browser browser;

	Program(int port) {
		this.browser = new Browser(port).accepting("application/json");
	}

	Browser browser() {
		return this.browser;
	}

	/** As the cookie has it now. */
	String token() {
		return this.browser.cookie("XSRF-TOKEN");
	}

	HttpResponse<String> get(String path) {
		return this.browser.send(this.browser.request(path).GET());
	}

	HttpResponse<String> post(String path, String body) {
		return post(path, "application/json", body, token());
	}

	HttpResponse<String> post(String path, String type, String body, String token) {
		return this.browser.send(this.browser.request(path)
			.header("Content-Type", type)
			.header("X-XSRF-TOKEN", token)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/** The application's own endpoint. */
	HttpResponse<String> login(String user) {
		if (token().isEmpty()) {
			get("/open/box");
		}
		return post("/login", "application/x-www-form-urlencoded", "username=" + user + "&password=" + Bank.PASSWORD,
				token());
	}

	HttpResponse<String> submit(String code) {
		return post("/login/otp", "{\"code\":\"" + code + "\"}");
	}

	static JsonNode json(HttpResponse<String> response) {
		return JSON.readTree(response.body());
	}

}
