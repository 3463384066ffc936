package io.github.telnyxotp.webhook;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Base64 in the one form that stands for its bytes: padded, and without stray bits in the
 * last character.
 */
final class StrictBase64 {

	private StrictBase64() {
	}

	/**
	 * The bytes of a text.
	 * @param text any text
	 * @param length how many bytes it must be
	 * @return the bytes, or {@code null} if it is not exactly their form
	 */
	static byte @Nullable [] decode(String text, int length) {
		if (text.length() != (length + 2) / 3 * 4) {
			return null;
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(text);
			boolean exact = bytes.length == length && Base64.getEncoder().encodeToString(bytes).equals(text);
			return exact ? bytes : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
