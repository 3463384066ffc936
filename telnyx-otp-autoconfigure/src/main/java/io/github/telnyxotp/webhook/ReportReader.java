package io.github.telnyxotp.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.webhook.WebhookReport.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads the body of a webhook: one JSON object in UTF-8, every name once, nothing after
 * it, everything within bounds. Never throws. Fields that nobody knows are let pass,
 * since Telnyx adds some now and then.
 */
final class ReportReader {

	private static final int MAX_DEPTH = 32;

	private static final int MAX_TEXT = 1024;

	private static final int MAX_NUMBER = 32;

	private static final int LONGEST_ID = 128;

	private static final Map<String, Delivery> TYPES = Map.of("verify.sent", Delivery.SENT, "verify.delivered",
			Delivery.DELIVERED, "verify.failed", Delivery.FAILED);

	private static final Set<String> HINTS = Set.of("verify.completed", "verification.complete");

	private static final Map<String, Delivery> STATUSES = Map.of("sent", Delivery.SENT, "delivered", Delivery.DELIVERED,
			"failed", Delivery.FAILED, "sending_failed", Delivery.FAILED, "delivery_failed", Delivery.FAILED,
			"delivery_unconfirmed", Delivery.UNCONFIRMED);

	private static final Pattern WORD = Pattern.compile("[a-z_]{1,32}");

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(MAX_DEPTH)
				.maxStringLength(MAX_TEXT)
				.maxNameLength(MAX_TEXT)
				.maxNumberLength(MAX_NUMBER)
				.maxDocumentLength(WebhookInbox.LARGEST_BODY)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

	private final String profileId;

	/**
	 * A reader for one profile.
	 * @param profileId the Verify profile whose reports count
	 */
	ReportReader(String profileId) {
		this.profileId = profileId;
	}

	WebhookReport read(byte[] body) {
		JsonNode data = parse(body).path("data");
		String type = text(data, "event_type");
		String eventId = text(data, "id");
		if (type == null || eventId == null || eventId.isEmpty() || eventId.length() > LONGEST_ID) {
			return new WebhookReport.Malformed();
		}
		if (!TYPES.containsKey(type) && !HINTS.contains(type)) {
			return new WebhookReport.Ignored(Reason.TYPE);
		}
		return known(eventId, type, data.path("payload"));
	}

	private WebhookReport known(String eventId, String type, JsonNode payload) {
		String verification = text(payload, "id");
		if (verification == null) {
			return new WebhookReport.Malformed();
		}
		if (!VerificationId.isValid(verification)) {
			return new WebhookReport.Ignored(Reason.VERIFICATION);
		}
		String profile = profile(payload);
		if (!this.profileId.equalsIgnoreCase(profile)) {
			return new WebhookReport.Ignored(Reason.PROFILE);
		}
		VerificationId id = new VerificationId(verification);
		if (HINTS.contains(type)) {
			return new WebhookReport.Hint(eventId, type, id, status(payload));
		}
		return new WebhookReport.Delivered(eventId, type, id, this.profileId, channel(payload),
				delivery(type, payload));
	}

	/** The status says more than the type, which has no word for "unconfirmed". */
	private static Delivery delivery(String type, JsonNode payload) {
		Delivery byType = Objects.requireNonNull(TYPES.get(type));
		String status = text(payload, "delivery_status");
		return (status != null) ? STATUSES.getOrDefault(status, byType) : byType;
	}

	/** Delivery events and the completion of others name it differently. */
	private static @Nullable String profile(JsonNode payload) {
		String profile = text(payload, "profile_id");
		return (profile != null) ? profile : text(payload, "verify_profile_id");
	}

	private static String status(JsonNode payload) {
		String status = text(payload, "status");
		return (status != null && WORD.matcher(status).matches()) ? status : "unknown";
	}

	private static @Nullable Channel channel(JsonNode payload) {
		String type = text(payload, "type");
		return Arrays.stream(Channel.values()).filter((channel) -> channel.id().equals(type)).findFirst().orElse(null);
	}

	private static @Nullable String text(JsonNode object, String name) {
		JsonNode value = object.path(name);
		return value.isString() ? value.stringValue() : null;
	}

	private static JsonNode parse(byte[] body) {
		try {
			// Bytes that are handed to the parser would make it guess among five
			// encodings
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
			return MAPPER.readTree(text);
		}
		catch (CharacterCodingException | JacksonException ex) {
			return NOTHING;
		}
	}

}
