package io.github.telnyxotp.page;

import java.util.Locale;
import java.util.Optional;

import io.github.telnyxotp.ChallengeStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of both doors: replies as text, and request bodies as values. Writing has no
 * failures of its own; reading never throws (SEC-23).
 *
 * @since 0.1
 */
public final class OtpJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private OtpJson() {
	}

	/**
	 * Tells where a challenge stands.
	 * @param status what its owner may know
	 * @return a JSON object; times in whole seconds, rounded up
	 */
	public static String status(ChallengeStatus status) {
		ObjectNode json = MAPPER.createObjectNode();
		json.put("state", status.state().name().toLowerCase(Locale.ROOT));
		json.put("phone", status.phone().masked());
		ArrayNode steps = json.putArray("steps");
		status.steps().forEach((step) -> addStep(steps, step));
		ArrayNode channels = json.putArray("channels");
		status.channels().forEach((channel) -> channels.add(channel.id()));
		json.put("attemptsLeft", status.attemptsLeft());
		json.put("resendAfterSeconds", Seconds.of(status.resendAfter()));
		json.put("expiresAfterSeconds", Seconds.of(status.expiresAfter()));
		ChallengeStatus.Next next = status.next();
		if (next != null) {
			json.putObject("next").put("channel", next.channel().id()).put("afterSeconds", Seconds.of(next.after()));
		}
		return write(json);
	}

	/**
	 * Tells that there is no challenge.
	 * @return a JSON object with the state {@code none}
	 */
	public static String none() {
		return write(MAPPER.createObjectNode().put("state", "none"));
	}

	/**
	 * Tells that the code was right.
	 * @param redirectUrl where the user wanted to go
	 * @return a JSON object
	 */
	public static String authenticated(String redirectUrl) {
		return write(MAPPER.createObjectNode().put("authenticated", true).put("redirectUrl", redirectUrl));
	}

	/**
	 * Tells what went wrong.
	 * @param problem what went wrong
	 * @return a JSON object for the type {@code application/problem+json}; its HTTP
	 * status is that of the kind
	 */
	public static String problem(OtpProblem problem) {
		ObjectNode json = MAPPER.createObjectNode();
		json.put("type", "urn:telnyx-otp:problem:" + problem.kind().id());
		json.put("title", problem.kind().title());
		json.put("status", problem.kind().status());
		json.put("detail", problem.kind().detail());
		json.put("code", problem.kind().id());
		addOptional(json, problem);
		return write(json);
	}

	/**
	 * Reads a submitted code.
	 * @param body the body of the request, UTF-8
	 * @return the text of the only field {@code code}, not yet normalised, or empty if
	 * the body is anything else or longer than 4096 bytes
	 */
	public static Optional<String> code(byte[] body) {
		return StrictBody.onlyField("code", body);
	}

	/**
	 * Reads the number that somebody signs in with.
	 * @param body the body of the request, UTF-8
	 * @return the text of the only field {@code phone}, not yet parsed, or empty if the
	 * body is anything else or longer than 4096 bytes
	 */
	public static Optional<String> phone(byte[] body) {
		return StrictBody.onlyField("phone", body);
	}

	/**
	 * Reads which channel shall send the next code.
	 * @param body the body of the request, UTF-8
	 * @return the choice, {@link ChannelChoice.Malformed} if the body is neither empty,
	 * nor an empty object, nor one with only the field {@code channel}
	 */
	public static ChannelChoice channel(byte[] body) {
		if (StrictBody.isEmpty(body)) {
			return new ChannelChoice.Any();
		}
		return StrictBody.onlyField("channel", body).map(ChannelChoice::of).orElseGet(ChannelChoice.Malformed::new);
	}

	private static void addStep(ArrayNode steps, ChallengeStatus.Step step) {
		steps.addObject()
			.put("channel", step.channel().id())
			.put("delivery", step.delivery().name().toLowerCase(Locale.ROOT));
	}

	private static void addOptional(ObjectNode json, OtpProblem problem) {
		if (problem.attemptsLeft() != null) {
			json.put("attemptsLeft", problem.attemptsLeft());
		}
		if (problem.retryAfter() != null) {
			json.put("retryAfterSeconds", Seconds.of(problem.retryAfter()));
		}
		if (problem.factor() != null) {
			json.put("factor", "FACTOR_PHONE_OTP").put("reason", problem.factor().id());
		}
		if (problem.links() != null) {
			addLinks(json.putObject("links"), problem.links());
		}
	}

	private static void addLinks(ObjectNode json, OtpLinks links) {
		json.put("page", links.page());
		json.put("send", links.send());
		json.put("status", links.status());
		json.put("verify", links.page());
	}

	private static String write(ObjectNode json) {
		// these can only stand inside strings, and escaped they are harmless inside HTML
		// too
		return MAPPER.writeValueAsString(json).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
	}

}
