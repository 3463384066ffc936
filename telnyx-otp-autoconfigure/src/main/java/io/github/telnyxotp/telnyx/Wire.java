package io.github.telnyxotp.telnyx;

import java.net.URI;
import java.time.Duration;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The questions as Telnyx wants them: paths and bodies. Only values that checked their
 * own form get into a path (SEC-21). The fields {@code custom_code} and {@code status}
 * are never sent: with them a caller would choose the code or declare the result.
 */
final class Wire {

	private static final JsonMapper MAPPER = new JsonMapper();

	private final String base;

	private final String profile;

	Wire(URI baseUri, String profile) {
		String text = baseUri.toString();
		this.base = (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/verifications";
		this.profile = profile;
	}

	Question startPerChannel(PhoneNumber phone, Channel channel, Duration timeToLive) {
		return post("/" + channel.id(), order(phone, timeToLive));
	}

	Question startUnified(PhoneNumber phone, Channel channel, Duration timeToLive) {
		return post("", order(phone, timeToLive).put("type", channel.id()));
	}

	Question checkByPhone(PhoneNumber phone, String code) {
		ObjectNode body = MAPPER.createObjectNode().put("code", code).put("verify_profile_id", this.profile);
		// Some servers read a bare plus sign as a space
		return post("/by_phone_number/%2B" + phone.value().substring(1) + "/actions/verify", body);
	}

	Question checkById(VerificationId verification, String code) {
		return post("/" + verification.value() + "/actions/verify", MAPPER.createObjectNode().put("code", code));
	}

	Question retrieve(VerificationId verification) {
		return new Question(URI.create(this.base + "/" + verification.value()), null);
	}

	private ObjectNode order(PhoneNumber phone, Duration timeToLive) {
		return MAPPER.createObjectNode()
			.put("phone_number", phone.value())
			.put("verify_profile_id", this.profile)
			.put("timeout_secs", wholeSeconds(timeToLive));
	}

	// Upwards: a code must not end at Telnyx before it ends here
	private static long wholeSeconds(Duration duration) {
		long seconds = duration.getSeconds() + ((duration.getNano() > 0) ? 1 : 0);
		return Math.max(1, seconds);
	}

	private Question post(String path, ObjectNode body) {
		return new Question(URI.create(this.base + path), MAPPER.writeValueAsBytes(body));
	}

	/**
	 * One question. It does not print itself: phone and code are in it.
	 *
	 * @param uri where to
	 * @param body what to post, or {@code null} to get
	 */
	record Question(URI uri, byte @Nullable [] body) {

		@Override
		public String toString() {
			return "Question";
		}

	}

}
