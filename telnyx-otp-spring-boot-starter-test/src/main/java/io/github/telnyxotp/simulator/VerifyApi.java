package io.github.telnyxotp.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

/**
 * The Verify API: everything under {@code /v2}.
 */
final class VerifyApi {

	static final String KEY = "KEY-telnyx-simulator";

	private static final byte[] BEARER = ("Bearer " + KEY).getBytes(StandardCharsets.UTF_8);

	private static final String BY_PHONE = "by_phone_number";

	private final StartEndpoint start;

	private final CheckEndpoint check;

	private final Verifications verifications;

	private final ApiErrors errors;

	private final Wire wire;

	private final Instant createdAt;

	VerifyApi(StartEndpoint start, CheckEndpoint check, Verifications verifications, ApiErrors errors, Wire wire,
			InstantSource clock) {
		this.start = start;
		this.check = check;
		this.verifications = verifications;
		this.errors = errors;
		this.wire = wire;
		this.createdAt = clock.instant();
	}

	Reply answer(Request request) {
		if (!MessageDigest.isEqual(BEARER, request.header("Authorization").getBytes(StandardCharsets.UTF_8))) {
			return this.errors.error(401, "10009", "The required authentication headers were invalid or missing.",
					null);
		}
		return switch (request.segment(1)) {
			case "verifications" -> verifications(request);
			case "verify_profiles" -> profiles(request);
			default -> this.errors.notFound();
		};
	}

	/** The request with its variable parts taken out, for counting. */
	static String kind(Request request) {
		boolean verification = request.segment(1).equals("verifications");
		if (verification && request.segment(2).equals(BY_PHONE)) {
			return request.method() + " /v2/verifications/by_phone_number/{phone}" + tail(request, 4);
		}
		if (verification && (request.is("POST", 2) || request.is("POST", 3))) {
			return request.method() + " /v2/verifications"
					+ SimulatedChannel.of(request.segment(2)).map((channel) -> "/" + channel.id()).orElse("");
		}
		if (verification) {
			return request.method() + " /v2/verifications/{id}" + tail(request, 3);
		}
		return request.method() + (request.segment(1).equals("verify_profiles") ? " /v2/verify_profiles" : " other");
	}

	private static String tail(Request request, int from) {
		return (request.segments().size() > from) ? "/actions/verify" : "";
	}

	private Reply verifications(Request request) {
		if (request.is("POST", 2)) {
			return withBody(request, this.start::unified);
		}
		if (request.is("POST", 3)) {
			return withBody(request, (body) -> this.start.perChannel(request.segment(2), body));
		}
		if (request.segment(2).equals(BY_PHONE)) {
			return byPhone(request);
		}
		if (request.is("GET", 3)) {
			return retrieve(request.segment(2));
		}
		if (request.is("POST", 5) && isVerify(request, 3)) {
			return withBody(request, (body) -> this.check.byId(request.segment(2), body));
		}
		return this.errors.notFound();
	}

	private Reply byPhone(Request request) {
		String phone = request.segment(3);
		if (request.is("GET", 4)) {
			return list(phone);
		}
		if (request.is("POST", 6) && isVerify(request, 4)) {
			return withBody(request, (body) -> this.check.byPhone(phone, body));
		}
		return this.errors.notFound();
	}

	private Reply retrieve(String id) {
		return this.verifications.find(id)
			.map((found) -> Reply.json(200, this.wire.data(this.wire.verification(found))))
			.orElseGet(this.errors::notFound);
	}

	private Reply list(String phone) {
		if (!Phones.isE164(phone)) {
			return this.errors.invalid("10016", "phone_number");
		}
		return Reply.json(200,
				this.wire.list(this.verifications.ofPhone(phone).stream().map(this.wire::verification).toList()));
	}

	private Reply profiles(Request request) {
		if (request.is("GET", 2)) {
			return Reply.json(200, this.wire.list(List.of(this.wire.profile(this.createdAt))));
		}
		if (request.is("GET", 3) && request.segment(2).equals(Profile.ID)) {
			return Reply.json(200, this.wire.data(this.wire.profile(this.createdAt)));
		}
		return this.errors.notFound();
	}

	private Reply withBody(Request request, Function<JsonNode, Reply> endpoint) {
		JsonNode body = Json.object(request.body());
		if (body == null) {
			return this.errors.error(400, "10015", "The request body is not a JSON object.", null);
		}
		return endpoint.apply(body);
	}

	private static boolean isVerify(Request request, int from) {
		return request.segment(from).equals("actions") && request.segment(from + 1).equals("verify");
	}

}
