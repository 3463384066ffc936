package io.github.telnyxotp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what a store outside of this process keeps and must get back, as a phone
 * (SEC-30): AES-256 in GCM. Each place has a key of its own, made by HMAC-SHA-256 of the
 * secret, so that what lies in one place cannot be put in another. The newest secret
 * seals, former ones still open. It never prints its keys. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class Sealer {

	/** How many bytes at the front tell two sealings apart, even of the same bytes. */
	public static final int STAMP = 17;

	private static final byte FORM = 1;

	private static final int KEY_ID = 4;

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final List<Key> keys;

	private Sealer(List<Key> keys) {
		this.keys = keys;
	}

	/**
	 * With secrets that are kept somewhere else.
	 * @param secrets the newest first, at least one; each at least
	 * {@value KeyedHash#SHORTEST_SECRET} bytes long in UTF-8. Those after the first open
	 * what was sealed before the secret changed
	 * @return the sealer
	 * @throws IllegalArgumentException if there is no secret, or one is too short
	 */
	public static Sealer of(String... secrets) {
		List<byte[]> all = Arrays.stream(secrets).map((secret) -> secret.getBytes(StandardCharsets.UTF_8)).toList();
		if (all.isEmpty() || all.stream().anyMatch((secret) -> secret.length < KeyedHash.SHORTEST_SECRET)) {
			throw new IllegalArgumentException("The secret must have at least " + KeyedHash.SHORTEST_SECRET + " bytes");
		}
		return new Sealer(all.stream().map(Key::new).toList());
	}

	/**
	 * Seals under the newest secret.
	 * @param place where the bytes will lie; they can be opened there and nowhere else
	 * @param open the bytes
	 * @return the sealed bytes, 33 more. The first {@value #STAMP} are not secret and
	 * never the same again
	 */
	public byte[] seal(String place, byte[] open) {
		Key key = this.keys.get(0);
		byte[] nonce = new byte[NONCE];
		RANDOM.nextBytes(nonce);
		byte[] stamp = ByteBuffer.allocate(STAMP).put(FORM).put(key.id()).put(nonce).array();
		try {
			byte[] closed = key.cipher(Cipher.ENCRYPT_MODE, place, stamp).doFinal(open);
			return ByteBuffer.allocate(STAMP + closed.length).put(stamp).put(closed).array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES in GCM", ex);
		}
	}

	/**
	 * Opens what any of the secrets sealed.
	 * @param place where it lay
	 * @param sealed the sealed bytes
	 * @return the bytes, or nothing if it was sealed in a form or under a secret that is
	 * not known here, for another place, or was changed
	 */
	public Optional<byte[]> open(String place, byte[] sealed) {
		if (sealed.length < STAMP + TAG_BITS / Byte.SIZE || sealed[0] != FORM) {
			return Optional.empty();
		}
		byte[] stamp = Arrays.copyOf(sealed, STAMP);
		byte[] id = Arrays.copyOfRange(sealed, 1, 1 + KEY_ID);
		return this.keys.stream()
			.filter((key) -> Arrays.equals(key.id(), id))
			.findFirst()
			.flatMap((key) -> open(key, place, stamp, sealed));
	}

	/**
	 * Does not show the keys.
	 */
	@Override
	public String toString() {
		return "Sealer[******]";
	}

	private static Optional<byte[]> open(Key key, String place, byte[] stamp, byte[] sealed) {
		try {
			return Optional
				.of(key.cipher(Cipher.DECRYPT_MODE, place, stamp).doFinal(sealed, STAMP, sealed.length - STAMP));
		}
		catch (AEADBadTagException ex) {
			return Optional.empty();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has AES in GCM", ex);
		}
	}

	/** One secret, and the keys that are made of it. */
	private static final class Key {

		private static final String HMAC = "HmacSHA256";

		private final SecretKeySpec secret;

		private final byte[] id;

		private Key(byte[] secret) {
			this.secret = new SecretKeySpec(secret, HMAC);
			this.id = Arrays.copyOf(hmac("seal-id", ""), KEY_ID);
		}

		private byte[] id() {
			return this.id;
		}

		private Cipher cipher(int mode, String place, byte[] stamp) throws GeneralSecurityException {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, new SecretKeySpec(hmac("seal-key", place), "AES"),
					new GCMParameterSpec(TAG_BITS, stamp, STAMP - NONCE, NONCE));
			cipher.updateAAD(stamp);
			return cipher;
		}

		/** Purposes have no zero byte, so no two pairs look the same. */
		private byte[] hmac(String purpose, String text) {
			try {
				Mac mac = Mac.getInstance(HMAC);
				mac.init(this.secret);
				mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
				mac.update((byte) 0);
				return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
			}
			catch (GeneralSecurityException ex) {
				throw new IllegalStateException("Every Java platform has " + HMAC, ex);
			}
		}

	}

}
