package io.github.telnyxotp.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a browser keeps of a remembered device: a series of 160 random bits, which stays,
 * and a secret of 256 random bits, which each use replaces. The secret is known to the
 * browser alone (SEC-37). It never prints itself.
 *
 * @param series 27 URL-safe characters
 * @param secret 43 URL-safe characters
 * @since 0.1
 */
public record DeviceToken(String series, String secret) {

	private static final int SERIES_BYTES = 20;

	private static final int SECRET_BYTES = 32;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{27}\\.[A-Za-z0-9_-]{43}");

	private static final SecureRandom RANDOM = new SecureRandom();

	/**
	 * Checks the form.
	 * @throws IllegalArgumentException if it is not that of a token
	 */
	public DeviceToken {
		if (!FORM.matcher(series + "." + secret).matches()) {
			throw new IllegalArgumentException("A token has 27 and 43 URL-safe characters");
		}
	}

	/**
	 * A token of a new series.
	 * @return a token that nobody can guess
	 */
	public static DeviceToken random() {
		return new DeviceToken(random(SERIES_BYTES), random(SECRET_BYTES));
	}

	/**
	 * A salt for the next secret.
	 * @return 43 URL-safe characters that nobody can guess
	 */
	public static String salt() {
		return random(SECRET_BYTES);
	}

	/**
	 * Reads what a browser sent.
	 * @param text what it sent
	 * @return the token, or nothing if the text has not the form of one
	 */
	public static Optional<DeviceToken> parse(String text) {
		return FORM.matcher(text).matches() ? Optional.of(new DeviceToken(text.substring(0, 27), text.substring(28)))
				: Optional.empty();
	}

	/**
	 * What the browser is to keep.
	 * @return the text that {@link #parse} reads
	 */
	public String text() {
		return this.series + "." + this.secret;
	}

	/**
	 * What a store may keep of the secret.
	 * @return 43 URL-safe characters; as the secret is random, nobody finds it by trying
	 */
	public String hash() {
		return encode(sha256(this.secret));
	}

	/**
	 * A name for pages, logs and events.
	 * @return twelve hexadecimal digits, from which the series cannot be told
	 */
	public String reference() {
		return reference(this.series);
	}

	static String reference(String series) {
		return HexFormat.of().formatHex(sha256(series), 0, 6);
	}

	/**
	 * The token that follows. Who has this one and the salt finds the same one again, so
	 * that a browser that asks twice at once gets one answer; who has the salt alone
	 * finds nothing.
	 */
	DeviceToken next(String salt) {
		return new DeviceToken(this.series, encode(sha256(this.secret + salt)));
	}

	/**
	 * Does not show the token.
	 */
	@Override
	public String toString() {
		return "DeviceToken[" + reference() + "]";
	}

	private static String random(int length) {
		byte[] bytes = new byte[length];
		RANDOM.nextBytes(bytes);
		return encode(bytes);
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
