package io.github.telnyxotp.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key of the account with which webhooks are signed, made anew at each start.
 */
final class WebhookKey {

	private static final int RAW_LENGTH = 32;

	private final KeyPair pair;

	WebhookKey() {
		try {
			this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java has no Ed25519", ex);
		}
	}

	/** The public key as the portal shows it: base64 of the raw 32 bytes. */
	String publicKey() {
		byte[] encoded = this.pair.getPublic().getEncoded();
		byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
		return Base64.getEncoder().encodeToString(raw);
	}

	String sign(String timestamp, byte[] body) {
		try {
			Signature signature = Signature.getInstance("Ed25519");
			signature.initSign(this.pair.getPrivate());
			signature.update((timestamp + "|").getBytes(StandardCharsets.UTF_8));
			signature.update(body);
			return Base64.getEncoder().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A webhook could not be signed", ex);
		}
	}

}
