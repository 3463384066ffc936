package io.github.telnyxotp.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Signs as Telnyx does, with test key 1 of RFC 8032 or another one.
 */
public final class Signer {

	public static final String SEED = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

	public static final String PUBLIC_KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

	public static final String OTHER_SEED = "i1xxSkIuQOY9H8laaRslIoYGTJ1NwBAFdjsQwiwJH04=";

	public static final String OTHER_PUBLIC_KEY = "jrMBoswHlhhVx2W2Www72WU/xn4UMpjreslD0m2u0qs=";

	private final PrivateKey key;

	public Signer(String seed) {
		try {
			this.key = KeyFactory.getInstance("Ed25519")
				.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Base64.getDecoder().decode(seed)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public Signer() {
		this(SEED);
	}

	public byte[] sign(byte[] message) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(this.key);
			signature.update(message);
			return signature.sign();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public String sign(String timestamp, byte[] body) {
		return Base64.getEncoder().encodeToString(sign(message(timestamp, body)));
	}

	/** The headers of a webhook that is signed at this time. */
	public Map<String, List<String>> headers(Instant now, byte[] body) {
		String timestamp = String.valueOf(now.getEpochSecond());
		return headers(timestamp, sign(timestamp, body));
	}

	static Map<String, List<String>> headers(String timestamp, String signature) {
		return new HashMap<>(
				Map.of(WebhookSignature.TIMESTAMP, List.of(timestamp), WebhookSignature.SIGNATURE, List.of(signature)));
	}

	static Function<String, List<String>> lookUp(Map<String, List<String>> headers) {
		return (name) -> headers.getOrDefault(name, List.of());
	}

	static byte[] message(String timestamp, byte[] body) {
		byte[] start = (timestamp + "|").getBytes(StandardCharsets.UTF_8);
		byte[] message = new byte[start.length + body.length];
		System.arraycopy(start, 0, message, 0, start.length);
		System.arraycopy(body, 0, message, start.length, body.length);
		return message;
	}

	/** A report as Telnyx writes it. */
	public static String report(String eventId, String type, String verification, String profile, String status) {
		return """
				{"data": {"event_type": "%s", "id": "%s", "occurred_at": "2026-03-01T10:15:33.204+00:00",
				"record_type": "event", "payload": {"id": "%s", "phone_number": "+15005550006", "profile_id": "%s",
				"type": "whatsapp", "status": "pending", "delivery_status": "%s", "failed_attempts": 0,
				"custom_code": "739154", "extension": null, "mccmnc": null, "timeout_secs": null,
				"record_type": "verification", "created_at": "2026-03-01T10:15:30.123456",
				"updated_at": "2026-03-01T10:15:33.190321"}},
				"meta": {"attempt": 1, "delivered_to": "https://app.example.com/telnyx/verify"}}
				""".formatted(type, eventId, verification, profile, status);
	}

}
