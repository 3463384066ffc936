package io.github.telnyxotp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The look-up key of a challenge: 160 random bits without a meaning (SEC-01). It stays on
 * the server, in the session of the browser that started the challenge; logs and events
 * carry its {@link #reference()}.
 *
 * @param value 27 URL-safe characters
 * @since 0.1
 */
public record ChallengeId(String value) {

	private static final int BYTES = 20;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{27}");

	private static final SecureRandom RANDOM = new SecureRandom();

	/**
	 * Checks the form.
	 * @throws IllegalArgumentException if the text is not the form of an id
	 */
	public ChallengeId {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("'value' must be 27 URL-safe characters");
		}
	}

	/**
	 * A new id that nobody can guess.
	 * @return the id
	 */
	public static ChallengeId random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return new ChallengeId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
	}

	/**
	 * A name for logs, events and support, from which the id cannot be told.
	 * @return twelve hexadecimal digits
	 */
	public String reference() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] hash = digest.digest(this.value.getBytes(StandardCharsets.US_ASCII));
			return HexFormat.of().formatHex(hash, 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return reference();
	}

}
