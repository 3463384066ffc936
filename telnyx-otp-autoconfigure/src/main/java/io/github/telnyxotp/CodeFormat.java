package io.github.telnyxotp;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a code looks like: digits of one script, and how many. The one place where a
 * submitted text becomes the code that is counted, checked and sent (SEC-22).
 *
 * @param min the fewest digits, at least 4
 * @param max the most digits, at most 10
 * @since 0.1
 */
public record CodeFormat(int min, int max) {

	/** Every code that Telnyx can be set to send: 4 to 10 digits. */
	public static final CodeFormat ANY = new CodeFormat(4, 10);

	/** Nobody types more around a code; anything longer is not worth reading. */
	private static final int LONGEST_INPUT = 64;

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException unless {@code 4 <= min <= max <= 10}
	 */
	public CodeFormat {
		if (min < 4 || max < min || max > 10) {
			throw new IllegalArgumentException("'min' and 'max' must satisfy 4 <= min <= max <= 10");
		}
	}

	/**
	 * Writes the digits in ASCII and removes the spaces, hyphens and unseen marks that
	 * people and messages put between them.
	 * @param raw the text as submitted, {@code null} if none was
	 * @return the code with its leading zeros, or empty if this can be no code; never an
	 * exception
	 */
	public Optional<String> normalise(@Nullable String raw) {
		return Digits.ascii(raw, LONGEST_INPUT)
			.map((ascii) -> ascii.replace(" ", "").replace("-", ""))
			.filter(this::isCode);
	}

	private boolean isCode(String text) {
		return text.length() >= this.min && text.length() <= this.max
				&& text.chars().allMatch((character) -> character >= '0' && character <= '9');
	}

}
