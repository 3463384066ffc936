package io.github.telnyxotp.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telnyxotp.simulator.Verification.Status;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects of the API.
 */
final class Wire {

	private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS",
			Locale.ROOT);

	private static final DateTimeFormatter ZONED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx",
			Locale.ROOT);

	private final Switches switches;

	Wire(Switches switches) {
		this.switches = switches;
	}

	Map<String, @Nullable Object> data(Object data) {
		return extra(Json.map("data", data));
	}

	Map<String, @Nullable Object> list(List<?> data) {
		Map<String, @Nullable Object> list = data(data);
		list.put("meta", Json.map("page_number", 1, "page_size", 25, "total_pages", 1, "total_results", data.size()));
		return list;
	}

	Map<String, @Nullable Object> verification(Verification verification) {
		Start start = verification.start();
		return extra(Json.map("id", verification.id(), "type", start.channel().id(), "record_type", "verification",
				"phone_number", start.phone(), "verify_profile_id", Profile.ID, "custom_code", start.customCode(),
				"timeout_secs", start.timeoutSecs(), "status", status(verification), "created_at",
				time(verification.createdAt()), "updated_at", time(verification.progress().updatedAt())));
	}

	Map<String, @Nullable Object> payload(Verification verification, String deliveryStatus) {
		Start start = verification.start();
		return extra(Json.map("id", verification.id(), "phone_number", start.phone(), "profile_id", Profile.ID, "type",
				start.channel().id(), "status", status(verification), "delivery_status", deliveryStatus,
				"failed_attempts", verification.progress().failedAttempts(), "custom_code", start.customCode(),
				"extension", start.extension(), "mccmnc", null, "timeout_secs", start.timeoutSecs(), "record_type",
				"verification", "created_at", time(verification.createdAt()), "updated_at",
				time(verification.progress().updatedAt())));
	}

	Map<String, @Nullable Object> answer(String phone, String responseCode) {
		return data(extra(Json.map("phone_number", phone, "response_code", responseCode)));
	}

	Map<String, @Nullable Object> profile(Instant createdAt) {
		Map<String, @Nullable Object> channel = Json.map("app_name", Profile.APP_NAME, "code_length",
				this.switches.number(Switch.CODE_LENGTH), "whitelisted_destinations", List.of("*"),
				"default_verification_timeout_secs", Profile.TIMEOUT_SECS);
		return extra(Json.map("id", Profile.ID, "record_type", "verification_profile", "name", Profile.NAME, "language",
				"en-US", "sms", channel, "call", channel, "whatsapp", channel, "flashcall",
				Json.map("default_verification_timeout_secs", Profile.TIMEOUT_SECS), "created_at", time(createdAt),
				"updated_at", time(createdAt)));
	}

	/** The time of an event: unlike other times it always has a zone. */
	static String occurredAt(Instant time) {
		return ZONED.format(time.atOffset(ZoneOffset.UTC));
	}

	private String time(Instant time) {
		boolean zoned = this.switches.on(Switch.TIMESTAMPS_WITH_ZONE);
		return zoned ? occurredAt(time) : LOCAL.format(time.atOffset(ZoneOffset.UTC));
	}

	private String status(Verification verification) {
		Status status = verification.progress().status();
		boolean unknown = status == Status.PENDING && this.switches.on(Switch.UNKNOWN_STATUS);
		return unknown ? "in_review" : status.name().toLowerCase(Locale.ROOT);
	}

	private Map<String, @Nullable Object> extra(Map<String, @Nullable Object> object) {
		if (this.switches.on(Switch.EXTRA_FIELDS)) {
			object.put("x_unknown", Json.map("nested", List.of(1, "two")));
		}
		return object;
	}

}
