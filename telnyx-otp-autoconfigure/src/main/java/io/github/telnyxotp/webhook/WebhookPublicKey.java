package io.github.telnyxotp.webhook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A key with which Telnyx may sign webhooks. Immutable and safe for use by many threads.
 *
 * @since 0.1
 */
public final class WebhookPublicKey {

	private static final int ID_BYTES = 4;

	private final String id;

	private final Ed25519 checks;

	private WebhookPublicKey(byte[] key) {
		this.id = fingerprint(key);
		this.checks = Ed25519.of(key);
	}

	/**
	 * A key as the Telnyx portal shows it.
	 * @param base64 base64 of the 32 bytes of an Ed25519 public key, 44 characters
	 * @return the key
	 * @throws IllegalArgumentException if it is not such a key, or one with which
	 * everybody could sign
	 */
	public static WebhookPublicKey of(String base64) {
		byte[] key = StrictBase64.decode(base64, EdwardsCurve.POINT_LENGTH);
		if (key == null) {
			throw new IllegalArgumentException(
					"A public key must be base64 of exactly 32 bytes, 44 characters, as the Telnyx portal shows it");
		}
		if (!EdwardsCurve.isPlainKey(key)) {
			throw new IllegalArgumentException(
					"A public key is not a point of Ed25519 with which only its owner signs");
		}
		return new WebhookPublicKey(key);
	}

	/**
	 * A short name of the key for logs and audit.
	 * @return the first 8 hexadecimal digits of its SHA-256
	 */
	public String id() {
		return this.id;
	}

	boolean verifies(byte[] message, byte[] signature) {
		return this.checks.verifies(message, signature);
	}

	private static String fingerprint(byte[] key) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key), 0, ID_BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

}
