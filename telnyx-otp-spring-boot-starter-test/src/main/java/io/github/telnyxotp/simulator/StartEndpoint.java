package io.github.telnyxotp.simulator;

import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Orders to send a code: checks them as the API does, in its order, and carries them out.
 */
final class StartEndpoint {

	private static final Pattern DIGITS = Pattern.compile("[0-9]{1,32}");

	private static final Pattern TONES = Pattern.compile("[0-9A-D*#wW]{0,50}");

	private final Verifications verifications;

	private final Phones phones;

	private final ApiErrors errors;

	private final Wire wire;

	private final Switches switches;

	private final Ledger ledger;

	StartEndpoint(Verifications verifications, Phones phones, ApiErrors errors, Wire wire, Switches switches,
			Ledger ledger) {
		this.verifications = verifications;
		this.phones = phones;
		this.errors = errors;
		this.wire = wire;
		this.switches = switches;
		this.ledger = ledger;
	}

	/** The form in which the path names the channel. */
	Reply perChannel(String channelId, JsonNode body) {
		Optional<SimulatedChannel> channel = SimulatedChannel.of(channelId);
		boolean known = channel.isPresent() && this.switches.on(Switch.PER_CHANNEL_START);
		return known ? start(channel.get(), body) : this.errors.notFound();
	}

	/** The form in which the body names it. */
	Reply unified(JsonNode body) {
		if (!this.switches.on(Switch.UNIFIED_START)) {
			return this.errors.notFound();
		}
		if (body.path("type").isMissingNode()) {
			return this.errors.missing("type");
		}
		return SimulatedChannel.of(body.path("type").asString(""))
			.map((channel) -> start(channel, body))
			.orElseGet(() -> this.errors.invalid("10032", "type"));
	}

	private Reply start(SimulatedChannel channel, JsonNode body) {
		Reply wrong = fault(channel, body);
		if (wrong != null) {
			return wrong;
		}
		String phone = body.path("phone_number").asString();
		if (this.phones.refuses(phone, channel)) {
			return refusal(channel);
		}
		int timeout = body.path("timeout_secs").asInt(Profile.TIMEOUT_SECS);
		Start start = new Start(channel, phone, text(body, "custom_code"), text(body, "extension"), timeout);
		Verification verification = this.verifications.open(start);
		this.ledger.ordered(phone, channel);
		this.phones.carry(verification);
		return Reply.json(200, this.wire.data(this.wire.verification(verification)));
	}

	private @Nullable Reply fault(SimulatedChannel channel, JsonNode body) {
		for (String field : new String[] { "phone_number", "verify_profile_id" }) {
			if (text(body, field) == null) {
				return this.errors.missing(field);
			}
		}
		if (!Phones.isE164(body.path("phone_number").asString())) {
			return this.errors.invalid("10016", "phone_number");
		}
		if (!Profile.ID.equals(text(body, "verify_profile_id"))) {
			return this.errors.notFound();
		}
		return optionalFault(channel, body);
	}

	private @Nullable Reply optionalFault(SimulatedChannel channel, JsonNode body) {
		JsonNode timeout = body.path("timeout_secs");
		if (!timeout.isMissingNode() && !timeout.isNull() && (!timeout.canConvertToInt() || timeout.asInt() <= 0)) {
			return this.errors.invalid("10033", "timeout_secs");
		}
		boolean codeAllowed = channel != SimulatedChannel.FLASHCALL;
		if (!fits(body, "custom_code", codeAllowed ? DIGITS : null)) {
			return this.errors.invalid("10026", "custom_code");
		}
		if (!fits(body, "extension", (channel == SimulatedChannel.CALL) ? TONES : null)) {
			return this.errors.invalid("10026", "extension");
		}
		return null;
	}

	private Reply refusal(SimulatedChannel channel) {
		String code = this.switches.get(Switch.REFUSAL_CODE);
		if (code.equals("auto")) {
			code = (channel == SimulatedChannel.WHATSAPP) ? "41000" : "10002";
		}
		return this.errors.error(400, code, "The phone cannot be reached over this channel.", "/phone_number");
	}

	private static boolean fits(JsonNode body, String field, @Nullable Pattern pattern) {
		JsonNode value = body.path(field);
		if (value.isMissingNode() || value.isNull()) {
			return true;
		}
		return pattern != null && value.isString() && pattern.matcher(value.asString()).matches();
	}

	private static @Nullable String text(JsonNode body, String field) {
		JsonNode value = body.path(field);
		return value.isString() ? value.asString() : null;
	}

}
