package io.github.telnyxotp.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telnyxotp.attack.Telnyx.Webhook;

/**
 * An attacker who speaks in the name of Telnyx. He knows the verification that he lies
 * about, which outsiders do not.
 */
final class Forging {

	private static final String BODY = """
			{"data":{"event_type":"%s","id":"%s","occurred_at":"2026-01-01T00:00:00.000+00:00",\
			"payload":{"id":"%s","status":"%s","delivery_status":"%s"},"record_type":"event"},\
			"meta":{"attempt":1}}""";

	private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

	private static final long AN_HOUR = 3600;

	private Forging() {
	}

	static void forge(Field field) {
		Account own = field.entrance().victim(0);
		Visit visit = field.visit();
		field.entrance().enter(visit, own);
		Field.awaitMessage(visit);
		String id = field.plan().telnyx().verifications(own.phone()).stream().findFirst().orElse(UNKNOWN);
		invented(field, id);
		field.plan().telnyx().webhooks().stream().findFirst().ifPresent((genuine) -> changed(field, genuine));
		if (visit.get(field.plan().application().protectedPage()).status() == 200) {
			field.opened(1);
			field.find("a forged webhook signed somebody in");
		}
	}

	private static void invented(Field field, String id) {
		KeyPair key = key();
		String timestamp = Long.toString(field.plan().application().instant().getEpochSecond());
		for (String[] event : List.of(new String[] { "verify.completed", "accepted", "delivered" },
				new String[] { "verify.failed", "pending", "delivery_failed" })) {
			String body = String.format(Locale.ROOT, BODY, event[0], field.random().nextLong(), id, event[1], event[2]);
			post(field, "unsigned", new Webhook("", "", body));
			post(field, "signed with nothing", new Webhook(timestamp, "AAAA", body));
			post(field, "signed with another key", new Webhook(timestamp, sign(key, timestamp, body), body));
		}
	}

	/** What somebody can do who has seen a webhook pass. */
	private static void changed(Field field, Webhook genuine) {
		String earlier = Long.toString(Long.parseLong(genuine.timestamp()) - AN_HOUR);
		post(field, "with another time", new Webhook(earlier, genuine.signature(), genuine.body()));
		post(field, "with another body", new Webhook(genuine.timestamp(), genuine.signature(), genuine.body() + " "));
		if (field.plan().application().hasClock()) {
			field.plan().application().pass(Duration.ofHours(1));
			post(field, "an hour old", genuine);
		}
	}

	private static void post(Field field, String kind, Webhook webhook) {
		Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
		if (!webhook.signature().isEmpty()) {
			headers.put("telnyx-timestamp", webhook.timestamp());
			headers.put("telnyx-signature-ed25519", webhook.signature());
		}
		Response response = field.visit()
			.exchange("POST", field.plan().application().webhookPath(), headers, webhook.body());
		if (response.status() / 100 == 2) {
			field.find("a webhook was taken in that is " + kind);
		}
		if (response.status() / 100 == 5) {
			field.find("a webhook made the application fail that is " + kind);
		}
	}

	private static KeyPair key() {
		try {
			return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no Ed25519", ex);
		}
	}

	private static String sign(KeyPair key, String timestamp, String body) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(key.getPrivate());
			signature.update((timestamp + "|" + body).getBytes(StandardCharsets.UTF_8));
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A webhook could not be signed", ex);
		}
	}

}
