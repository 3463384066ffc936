package io.github.telnyxotp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names things by HMAC-SHA-256 under a secret key, so that nobody who sees a name without
 * the key can tell what it stands for, not even by trying all telephone numbers (SEC-30).
 * Equal texts have equal names as long as purpose and key are the same. It never prints
 * its keys. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class KeyedHash {

	/** Fewest bytes of a secret, as many as a name has. */
	public static final int SHORTEST_SECRET = 32;

	private static final String ALGORITHM = "HmacSHA256";

	/** Free of the byte that ends it, so that no two pairs look the same. */
	private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,64}");

	private final List<Mac> keys;

	private KeyedHash(List<byte[]> secrets) {
		this.keys = secrets.stream().map(KeyedHash::keyed).toList();
	}

	/**
	 * With keys that are kept somewhere else.
	 * @param secrets the newest first, at least one; each at least
	 * {@value #SHORTEST_SECRET} bytes long in UTF-8. Those after the first name what was
	 * named before the key changed
	 * @return the hash
	 * @throws IllegalArgumentException if there is no secret, or one is too short
	 */
	public static KeyedHash of(String... secrets) {
		List<byte[]> all = Arrays.stream(secrets).map((secret) -> secret.getBytes(StandardCharsets.UTF_8)).toList();
		if (all.isEmpty() || all.stream().anyMatch((secret) -> secret.length < SHORTEST_SECRET)) {
			throw new IllegalArgumentException("The secret must have at least " + SHORTEST_SECRET + " bytes");
		}
		return new KeyedHash(all);
	}

	/**
	 * With a key that nobody knows and that ends with the process.
	 * @return the hash
	 */
	public static KeyedHash random() {
		byte[] secret = new byte[SHORTEST_SECRET];
		new SecureRandom().nextBytes(secret);
		return new KeyedHash(List.of(secret));
	}

	/**
	 * The name under the newest key.
	 * @param purpose what the name is for, 1 to 64 lower-case letters, digits and
	 * hyphens; names of different purposes have nothing to do with each other
	 * @param text what is named
	 * @return 43 URL-safe characters
	 * @throws IllegalArgumentException if the purpose is not such a word
	 */
	public String name(String purpose, String text) {
		return name(this.keys.get(0), purpose, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The name of bytes under the newest key.
	 * @param purpose as for texts
	 * @param bytes what is named; equal to a text if they are its UTF-8 form
	 * @return 43 URL-safe characters
	 * @throws IllegalArgumentException if the purpose is not such a word
	 */
	public String name(String purpose, byte[] bytes) {
		return name(this.keys.get(0), purpose, bytes);
	}

	/**
	 * The names under all keys, for whoever looks for what was named before the key
	 * changed.
	 * @param purpose as for one name
	 * @param text what is named
	 * @return one name for each key, that of the newest first
	 * @throws IllegalArgumentException if the purpose is not such a word
	 */
	public List<String> names(String purpose, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return this.keys.stream().map((key) -> name(key, purpose, bytes)).toList();
	}

	/**
	 * Does not show the keys.
	 */
	@Override
	public String toString() {
		return "KeyedHash[******]";
	}

	private static String name(Mac key, String purpose, byte[] bytes) {
		if (!PURPOSE.matcher(purpose).matches()) {
			throw new IllegalArgumentException("'purpose' must be 1 to 64 lower-case letters, digits and hyphens");
		}
		Mac mac = copy(key);
		mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
		mac.update((byte) 0);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes));
	}

	private static Mac keyed(byte[] secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(secret, ALGORITHM));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has " + ALGORITHM, ex);
		}
	}

	/** Half as dear as a new one, and unlike the first it may be changed. */
	private static Mac copy(Mac key) {
		try {
			return (Mac) key.clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException("The security provider cannot copy " + ALGORITHM, ex);
		}
	}

}
