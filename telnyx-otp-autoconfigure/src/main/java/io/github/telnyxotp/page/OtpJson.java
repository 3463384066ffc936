package io.github.telnyxotp.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.RememberedDevice;
import org.jspecify.annotations.Nullable;
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
	 * Tells where a challenge stands, and which phones there are to choose from.
	 * @param status what its owner may know, {@code null} if there is no challenge
	 * @param phones the phones of the account, in their order; empty to say nothing
	 * @return a JSON object, without a challenge with the state {@code none}; times in
	 * whole seconds, rounded up; of several phones all are listed, masked
	 */
	public static String status(@Nullable ChallengeStatus status, List<PhoneNumber> phones) {
		ObjectNode json = (status != null) ? describe(status) : MAPPER.createObjectNode().put("state", "none");
		if (phones.size() > 1) {
			ArrayNode masked = json.putArray("phones");
			phones.forEach((phone) -> masked.add(phone.masked()));
		}
		return write(json);
	}

	private static ObjectNode describe(ChallengeStatus status) {
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
		return json;
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
	 * Reads a submitted code, and whether the device shall be remembered.
	 * @param body the body of the request, UTF-8
	 * @return the fields {@code code} and, if it is there, {@code remember}, which is
	 * true or false; empty if the body is anything else or longer than 4096 bytes
	 */
	public static Optional<SubmittedCode> submitted(byte[] body) {
		return StrictBody.fieldAndFlag("code", "remember", body)
			.map((read) -> new SubmittedCode(read.text(), read.flag()));
	}

	/**
	 * Reads which remembered device shall be forgotten.
	 * @param body the body of the request, UTF-8
	 * @return the text of the only field {@code device}, or empty if the body is anything
	 * else or longer than 4096 bytes
	 */
	public static Optional<String> device(byte[] body) {
		return StrictBody.onlyField("device", body);
	}

	/**
	 * Lists remembered devices.
	 * @param devices the devices
	 * @param current the reference of the device that asks, {@code null} if it is none
	 * @return a JSON object; times as of ISO 8601
	 */
	public static String devices(List<RememberedDevice> devices, @Nullable String current) {
		ObjectNode json = MAPPER.createObjectNode();
		ArrayNode all = json.putArray("devices");
		devices.forEach((device) -> all.addObject()
			.put("device", device.reference())
			.put("label", device.label())
			.put("created", device.created().toString())
			.put("lastUsed", device.lastUsed().toString())
			.put("expires", device.expires().toString())
			.put("current", device.reference().equals(current)));
		return write(json);
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
	 * Reads over which channel, or to which phone, the next code shall be sent.
	 * @param body the body of the request, UTF-8
	 * @return the wish, {@link SendWish.Malformed} if the body is neither empty, nor an
	 * empty object, nor one with only the field {@code channel} or {@code phone}
	 */
	public static SendWish wish(byte[] body) {
		if (StrictBody.isEmpty(body)) {
			return new SendWish.Any();
		}
		List<String> channel = StrictBody.onlyField("channel", body).stream().toList();
		List<String> phone = StrictBody.onlyField("phone", body).stream().toList();
		return (channel.isEmpty() && phone.isEmpty()) ? new SendWish.Malformed() : SendWish.of(channel, phone);
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
		if (problem.demand() != null) {
			addDemand(json, problem.demand());
		}
		if (problem.links() != null) {
			addLinks(json.putObject("links"), problem.links());
		}
	}

	private static void addDemand(ObjectNode json, OtpProblem.Demand demand) {
		json.put("factor", "FACTOR_PHONE_OTP").put("reason", demand.factor().id());
		if (demand.maxAge() != null) {
			json.put("max_age", demand.maxAge().toSeconds());
		}
		if (!demand.channels().isEmpty()) {
			ArrayNode channels = json.putArray("channels");
			demand.channels().stream().sorted().forEach((channel) -> channels.add(channel.id()));
		}
		if (demand.approval() != null) {
			json.put("approval", demand.approval());
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
