package io.github.telnyxotp.telnyx;

import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A key that does not print itself (SEC-50). {@link #reveal()} is the only way to its
 * value, so that a search finds every place. Safe for use by many threads if its source
 * is.
 *
 * @since 0.1
 */
public final class Secret {

	/** Visible ASCII only: it becomes part of a header line. */
	private static final Pattern VISIBLE = Pattern.compile("[!-~]+");

	private final Supplier<String> source;

	private Secret(Supplier<String> source) {
		this.source = source;
	}

	/**
	 * A key that stays the same.
	 * @param value the key
	 * @return the secret
	 * @throws IllegalArgumentException if the key is empty or holds anything but visible
	 * ASCII characters
	 */
	public static Secret of(String value) {
		if (!VISIBLE.matcher(value).matches()) {
			throw new IllegalArgumentException("The secret must consist of visible ASCII characters");
		}
		return new Secret(() -> value);
	}

	/**
	 * A key that may change while the application runs.
	 * @param source asked anew for every use
	 * @return the secret
	 */
	public static Secret from(Supplier<String> source) {
		return new Secret(source);
	}

	/**
	 * The key in the clear.
	 * @return the key of this moment
	 * @throws IllegalStateException if its source gave something that cannot be a key
	 */
	public String reveal() {
		String value = this.source.get();
		if (!VISIBLE.matcher(value).matches()) {
			throw new IllegalStateException("The secret must consist of visible ASCII characters");
		}
		return value;
	}

	@Override
	public String toString() {
		return "******";
	}

}
