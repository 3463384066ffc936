package io.github.telnyxotp;

import java.util.regex.Pattern;

/**
 * The name that Telnyx gave to one verification. It must be a UUID, since it becomes part
 * of a URL (SEC-21).
 *
 * @param value a UUID in its usual form
 * @since 0.1
 */
public record VerificationId(String value) {

	private static final Pattern UUID = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	/**
	 * Checks the form.
	 * @throws IllegalArgumentException if the text is not a UUID
	 */
	public VerificationId {
		if (!isValid(value)) {
			throw new IllegalArgumentException("'value' must be a UUID");
		}
	}

	/**
	 * Whether a text can be a verification id.
	 * @param value the text
	 * @return {@code true} if it is a UUID
	 */
	public static boolean isValid(String value) {
		return UUID.matcher(value).matches();
	}

}
